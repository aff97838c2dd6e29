import { AgentError, isAgentError } from "../../errors.js";
import { asObject, asText, type Wire } from "../wire/read-json.js";
import { readFailure } from "../failure/read-failure.js";
import { redactCause } from "../../errors/redact/redact-cause.js";
import { redact } from "../../errors/redact/redact.js";
import { toAgentError, toFrameError, toMalformedError } from "../failure/to-agent-error.js";
import type { ErrorContext } from "../wire/error-context.js";

/** Whose answer is read, for what goes wrong in it. */
export interface AnswerContext {
  /** Who the model's provider is: `"google"`. */
  readonly label: string;
  readonly errors: ErrorContext;
  /** The provider's id of the request, as far as the response's headers said one. */
  readonly requestId?: string;
}

/** Where providers put the id of a request, most usual first. */
const requestIdHeaders = ["x-request-id", "request-id", "x-amzn-requestid", "apim-request-id"];

/** Longer messages of the AI SDK's own are cut. */
const maxMessageLength = 300;

/** The AI SDK's errors that say how a provider was set up. Their messages are the AI SDK's own. */
const setupErrors: ReadonlySet<string> = new Set([
  "AI_LoadAPIKeyError",
  "AI_LoadSettingError",
  "AI_NoSuchModelError",
  "AI_NoSuchProviderError",
]);

/** Those of a request that cannot be made. */
const requestErrors: ReadonlySet<string> = new Set([
  "AI_UnsupportedFunctionalityError",
  "AI_InvalidArgumentError",
  "AI_InvalidPromptError",
]);

/** Those of an answer that is none. Their messages, and those of what caused them, quote it. */
const answerErrors: ReadonlySet<string> = new Set([
  "AI_JSONParseError",
  "AI_TypeValidationError",
  "AI_InvalidResponseDataError",
  "AI_EmptyResponseBodyError",
  "AI_NoContentGeneratedError",
  "SyntaxError",
  "ZodError",
]);

/** What holds for all errors of one call. */
export type CallRules = Pick<ErrorContext, "secrets" | "quotes">;

/** What errors of one model say of it. */
export function toErrorContext(label: string, rules: CallRules, headers?: unknown): ErrorContext {
  return {
    label,
    keyAdvice: `Check the key that the AI SDK's ${label} provider was created with.`,
    requestIdHeader: findRequestIdHeader(headers) ?? "x-request-id",
    // Known once a request was sent.
    get secrets() {
      return rules.secrets;
    },
    ...(rules.quotes !== undefined && { quotes: rules.quotes }),
  };
}

/** The provider's id of the request, by its response's headers. */
export function readRequestId(headers: unknown): string | undefined {
  const name = findRequestIdHeader(headers);
  return name === undefined ? undefined : asText(asObject(headers)?.[name]);
}

function findRequestIdHeader(headers: unknown): string | undefined {
  const fields = asObject(headers) ?? {};
  return requestIdHeaders.find((name) => asText(fields[name]) !== undefined);
}

/** What a model throws instead of answering, as an `AgentError`. */
export function toCallError(error: unknown, label: string, rules: CallRules): AgentError {
  if (isAgentError(error)) return error;
  const fields = readFields(error);
  const errors = toErrorContext(label, rules, fields["responseHeaders"]);
  const status = fields["statusCode"] ?? fields["status"];
  if (typeof status === "number" && (status < 200 || status >= 300)) {
    return toAgentError(toResponse(fields, status), errors);
  }
  if (quotesAnswer(error))
    return toMalformedError("an answer that cannot be read", errors, undefined);
  if (typeof status === "number") return toBreakError(error, { label, errors });
  return setupError(error, errors) ?? toThrownError(error, fields, errors);
}

/** What breaks a stream off that had begun. */
export function toBreakError(error: unknown, context: AnswerContext): AgentError {
  if (isAgentError(error)) return error;
  const { errors, label, requestId } = context;
  if (quotesAnswer(error))
    return toMalformedError("a frame that cannot be read", errors, requestId);
  return new AgentError("interrupted", `The answer of ${label} ended in the middle.`, {
    cause: redactCause(error, errors.secrets),
    ...(requestId !== undefined && { requestId }),
  });
}

/**
 * What an `error` part reports.
 *
 * @param started Whether some of the answer was passed on before.
 */
export function toPartError(error: unknown, started: boolean, context: AnswerContext): AgentError {
  const { errors, label, requestId } = context;
  if (isAgentError(error)) return error;
  if (quotesAnswer(error))
    return toMalformedError("a frame that cannot be read", errors, requestId);
  const fields = readFields(error);
  const status = fields["statusCode"];
  if (!started && typeof status === "number" && status >= 300) {
    return toCallError(error, label, errors);
  }
  const body = error instanceof Error ? toBody(fields) : error;
  return toFrameError(body, started, errors, requestId);
}

/** An error of the AI SDK as the errors of SDKs are read: with a status, headers and a body. */
function toResponse(fields: Wire, status: number): Wire {
  return {
    status,
    headers: toHeaders(fields["responseHeaders"] ?? fields["headers"]),
    error: toBody(fields),
    url: asText(fields["url"]),
  };
}

/** What a provider said, as far as the AI SDK kept it, and else what the AI SDK says. */
function toBody(fields: Wire): unknown {
  const { message, type, code } = fields;
  const bodies = [fields["data"], fields["responseBody"], { message, type, code }];
  return bodies.find((body) => readFailure(body).message !== undefined);
}

/** Names and values that no header has are left out. */
function toHeaders(value: unknown): Headers {
  const headers = new Headers();
  for (const [name, text] of Object.entries(asObject(value) ?? {})) {
    try {
      if (typeof text === "string") headers.append(name, text);
    } catch {
      continue;
    }
  }
  return headers;
}

/** Errors of the AI SDK that come before any request. */
function setupError(
  error: unknown,
  { label, secrets, quotes }: ErrorContext,
): AgentError | undefined {
  if (!(error instanceof Error)) return undefined;
  const isSetup = setupErrors.has(error.name);
  if (!isSetup && !requestErrors.has(error.name)) return undefined;
  const said = redact(error.message, secrets)
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, maxMessageLength);
  // What is wrong with a prompt may quote it.
  const mayQuote = isSetup || (quotes !== false && error.name !== "AI_InvalidPromptError");
  const detail = !mayQuote || said === "" ? "" : `: ${said}`;
  return isSetup
    ? new AgentError("config_invalid", `The AI SDK's ${label} provider cannot be used${detail}`)
    : new AgentError(
        "provider_rejected",
        `The AI SDK's ${label} provider rejected the request${detail}`,
      );
}

/** An exception is a connection that failed, or else the provider's own code. */
function toThrownError(error: unknown, fields: Wire, errors: ErrorContext): AgentError {
  if (fields["name"] === "AI_APICallError" || isNetworkError(error)) {
    return toAgentError(error, errors);
  }
  return new AgentError(
    "provider_rejected",
    `The AI SDK's ${errors.label} provider threw an error; see the cause.`,
    { cause: redactCause(error, errors.secrets) },
  );
}

function isNetworkError(error: unknown): boolean {
  return chain(error).some((link) => {
    const { code, message } = readFields(link);
    if (typeof code === "string" && /^(?:E[A-Z]{4,}|UND_ERR_\w+)$/.test(code)) return true;
    return link instanceof TypeError && message === "fetch failed";
  });
}

function quotesAnswer(error: unknown): boolean {
  return chain(error).some((link) => answerErrors.has(String(readFields(link)["name"])));
}

/** An error and what caused it. */
function chain(error: unknown): readonly unknown[] {
  const links: unknown[] = [];
  for (let link = error; link !== undefined && links.length < 8; link = readFields(link)["cause"]) {
    links.push(link);
  }
  return links;
}

/** Errors are objects too. */
function readFields(error: unknown): Wire {
  return asObject(error) ?? {};
}
