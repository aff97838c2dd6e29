import type { OpenAI } from "openai";
import type { Json, JsonObject } from "../../../internal/json.js";
import type { HostedTool } from "../../../model/hosted-tool.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asObject, asText, type Wire } from "../../wire/read-json.js";

type Tool = OpenAI.Responses.Tool;
type Includable = OpenAI.Responses.ResponseIncludable;

/**
 * Writes a tool that OpenAI runs itself.
 * @throws {TypeError} for a tool that `hostedToolFault` refuses
 */
export function toHostedTool(tool: HostedTool): Tool {
  switch (tool.hosted) {
    case "web_search": {
      const { allowedDomains, location, contextSize } = tool;
      return {
        type: "web_search",
        ...(allowedDomains && { filters: { allowed_domains: [...allowedDomains] } }),
        ...(location && { user_location: { ...location, type: "approximate" as const } }),
        ...(contextSize && { search_context_size: contextSize }),
      };
    }
    case "file_search": {
      const { stores, maxResults } = tool;
      return {
        type: "file_search",
        vector_store_ids: [...stores],
        ...(maxResults !== undefined && { max_num_results: maxResults }),
      };
    }
    case "code_execution": {
      const { files } = tool;
      const container = { type: "auto", ...(files && { file_ids: [...files] }) } as const;
      return { type: "code_interpreter", container };
    }
    default:
      throw new TypeError(`OpenAI runs no ${tool.hosted}.`);
  }
}

/** What an item of a tool's call is told to hold, beside what it holds by itself. */
const includes: { readonly [Kind in HostedTool["hosted"]]?: Includable } = {
  web_search: "web_search_call.action.sources",
  file_search: "file_search_call.results",
  code_execution: "code_interpreter_call.outputs",
};

/** What the answer is to tell of what its tools gave. */
export function toIncludes(tools: readonly HostedTool[]): readonly Includable[] {
  return tools.flatMap(({ hosted }) => includes[hosted] ?? []);
}

/** How the items of calls are read, by their types. */
const readers: ReadonlyMap<unknown, { readonly name: string; read(item: Wire): ItemFacts }> =
  new Map([
    ["web_search_call", { name: "web_search", read: readSearch }],
    [
      "file_search_call",
      { name: "file_search", read: (item: Wire) => readFields(item, "queries", "results") },
    ],
    [
      "code_interpreter_call",
      { name: "code_execution", read: (item: Wire) => readFields(item, "code", "outputs") },
    ],
  ]);

/** What an item says of the call that it is. */
interface ItemFacts {
  readonly input?: JsonObject;
  readonly output?: JsonObject;
}

function readSearch(item: Wire): ItemFacts {
  const { sources, ...input } = asObject(item["action"]) ?? {};
  return {
    ...(Object.keys(input).length > 0 && { input: input as JsonObject }),
    ...(Array.isArray(sources) && { output: { sources: sources as Json } }),
  };
}

function readFields(item: Wire, given: string, gave: string): ItemFacts {
  const said = (key: string) => isSaid(item[key]) && { [key]: item[key] as Json };
  const [input, output] = [said(given), said(gave)];
  return { ...(input && { input }), ...(output && { output }) };
}

/** In an item that begins, fields are there and say nothing. */
function isSaid(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== null && value !== "";
}

/** The call of a tool of OpenAI's own that begins with an item; `undefined` for other items. */
export function readHostedCall(item: Wire): ModelStreamPart | undefined {
  const reader = readers.get(item["type"]);
  const id = asText(item["id"]);
  if (reader === undefined || id === undefined) return undefined;
  const { input } = reader.read(item);
  return { type: "hosted_call", id, name: reader.name, ...(input && { input }) };
}

/** What such a call gave, of the whole item. */
export function readHostedResult(item: Wire): ModelStreamPart | undefined {
  const reader = readers.get(item["type"]);
  const id = asText(item["id"]);
  if (reader === undefined || id === undefined) return undefined;
  const status = item["status"];
  return {
    type: "hosted_result",
    id,
    name: reader.name,
    ...reader.read(item),
    ...((status === "failed" || status === "incomplete") && { failed: true }),
  };
}
