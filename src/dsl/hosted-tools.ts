import { AgentError } from "../errors.js";
import { assertOptions } from "../errors/assert-options.js";
import { isObject } from "../internal/is-object.js";
import type { OptionRule } from "../internal/options/option-rule.js";
import {
  count,
  flag,
  json,
  list,
  numeric,
  oneOf,
  someText,
  typed,
  word,
} from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type {
  CodeExecutionOptions,
  FileSearchOptions,
  HostedKind,
  HostedTool,
  ProviderToolOptions,
  SearchLocation,
  WebFetchOptions,
  WebSearchOptions,
} from "../model/hosted-tool.js";
import { isToolName } from "./define-tool.js";

const texts = list(someText, "a list of strings");

const location = shape<SearchLocation>({
  city: someText,
  region: someText,
  country: someText,
  timezone: someText,
});

const searchRule = shape<WebSearchOptions>({
  allowedDomains: texts,
  blockedDomains: texts,
  maxUses: count,
  location,
  contextSize: oneOf("low", "medium", "high"),
});

const fetchRule = shape<WebFetchOptions>({
  allowedDomains: texts,
  blockedDomains: texts,
  maxUses: count,
  maxContentTokens: count,
  citations: flag,
});

const results = numeric(
  "a whole number from 1 to 50",
  (value) => Number.isInteger(value) && value >= 1 && value <= 50,
);

const fileRule = shape<FileSearchOptions>({ stores: texts, maxResults: results }, ["stores"]);

const codeRule = shape<CodeExecutionOptions>({ files: texts });

const jsonObject: OptionRule = (value) => [...typed(isObject, "an object")(value), ...json(value)];

const providerToolRule = shape<ProviderToolOptions>(
  { name: word("1 to 64 letters, digits, _ and -", isToolName), id: someText, args: jsonObject },
  ["name", "id"],
);

/**
 * Lets the model search the web: `@tools(webSearch({ allowedDomains: ["example.com"] }))`. OpenAI (Responses)
 * and Anthropic run it; the build says which model of an agent cannot. What it finds are sources, as events and
 * on the record. Throws `config_invalid` for invalid options, as the others do.
 */
export function webSearch(options: WebSearchOptions = {}): HostedTool {
  assertOptions("webSearch()", options, searchRule);
  assertOneList("webSearch()", options);
  return freeze({ hosted: "web_search", name: "web_search", ...options });
}

/** Lets the model read pages whose address is in the conversation. Anthropic runs it. */
export function webFetch(options: WebFetchOptions = {}): HostedTool {
  assertOptions("webFetch()", options, fetchRule);
  assertOneList("webFetch()", options);
  return freeze({ hosted: "web_fetch", name: "web_fetch", ...options });
}

/** Lets the model search files that were uploaded to vector stores of OpenAI's, which runs it. */
export function fileSearch(options: FileSearchOptions): HostedTool {
  assertOptions("fileSearch()", options, fileRule);
  return freeze({ hosted: "file_search", name: "file_search", ...options });
}

/** Lets the model write code and run it, in a container of OpenAI's (Responses) or Anthropic's. */
export function codeExecution(options: CodeExecutionOptions = {}): HostedTool {
  assertOptions("codeExecution()", options, codeRule);
  return freeze({ hosted: "code_execution", name: "code_execution", ...options });
}

/**
 * A tool that a provider of the AI SDK runs itself, for models of `aiSdk`:
 * `providerTool({ name: "google_search", id: "google.google_search" })`.
 */
export function providerTool(options: ProviderToolOptions): HostedTool {
  assertOptions("providerTool()", options, providerToolRule);
  return freeze({ hosted: "provider_tool", ...options });
}

/** The API refuses a request with both. */
function assertOneList(what: string, { allowedDomains, blockedDomains }: WebFetchOptions): void {
  if (allowedDomains === undefined || blockedDomains === undefined) return;
  throw new AgentError(
    "config_invalid",
    `${what} has both allowedDomains and blockedDomains. Leave one of them out.`,
  );
}

/** A copy, so that nobody changes what was built; without what is left out, so that it is the same as its JSON. */
function freeze(tool: HostedTool): HostedTool {
  return Object.freeze(JSON.parse(JSON.stringify(tool)) as HostedTool);
}

const kinds: readonly string[] = Object.keys({
  web_search: true,
  web_fetch: true,
  file_search: true,
  code_execution: true,
  provider_tool: true,
} satisfies Record<HostedKind, true>);

/** Whether a value has the form of what these functions make, whichever copy of this package made it. */
export function isHostedTool(value: unknown): value is HostedTool {
  if (!isObject(value)) return false;
  const { hosted, name } = value;
  return typeof hosted === "string" && kinds.includes(hosted) && typeof name === "string";
}
