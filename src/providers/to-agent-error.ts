import { AgentError, isAgentError, type AgentErrorCode } from "../errors.js";
import { asObject, asText, type Wire } from "./read-json.js";
import { redact, redactCause } from "./redact.js";
import { readRetryAfterMs } from "./retry-after.js";

/** Longer messages of a provider are cut. */
const maxMessageLength = 300;

/** What turns failures of one call into `AgentError`s. */
export interface ErrorContext {
  /** Whom the messages are about: `"OpenAI"`, or the host of a compatible server. */
  readonly label: string;
  /** What to do about a key that is refused, as a sentence. */
  readonly keyAdvice: string;
  /** The response header that holds the provider's id of the request. */
  readonly requestIdHeader: string;
  /** What must never be shown: the key in use, and what else may be one. */
  readonly secrets: readonly string[];
}

/** What a provider says of a failure, wherever it stands in its body. */
interface ProviderFailure {
  readonly message?: string;
  /** `type`, `code` and `status` of the failure, as they came. */
  readonly marks: readonly unknown[];
}

/** Marks of OpenAI's failed responses that say that the request is wrong. */
const rejections = [
  "invalid_prompt",
  "context_length_exceeded",
  "data_residency_mismatch",
  "bio_policy",
  "cyber_policy",
  "misalignment_policy_violation",
  "invalid_image",
  "invalid_image_format",
  "invalid_base64_image",
  "invalid_image_url",
  "invalid_image_mode",
  "image_too_large",
  "image_too_small",
  "image_parse_error",
  "image_content_policy_violation",
  "image_file_too_large",
  "image_file_not_found",
  "unsupported_image_media_type",
  "empty_image_file",
  "failed_to_download_image",
] as const;

/** The code of a failure by the mark that a provider puts on it. Others are judged by their status. */
const codesByMark: ReadonlyMap<unknown, AgentErrorCode> = new Map<unknown, AgentErrorCode>([
  ["rate_limit_error", "rate_limited"],
  ["rate_limit_exceeded", "rate_limited"],
  ["insufficient_quota", "rate_limited"],
  ["overloaded_error", "provider_unavailable"],
  ["server_error", "provider_unavailable"],
  ["internal_server_error", "provider_unavailable"],
  ["service_unavailable", "provider_unavailable"],
  ["api_error", "provider_unavailable"],
  ["timeout_error", "provider_unavailable"],
  ["insufficient_system_resource", "provider_unavailable"],
  ["authentication_error", "authentication"],
  ["invalid_api_key", "authentication"],
  ["permission_error", "authentication"],
  ["invalid_request_error", "provider_rejected"],
  ["not_found_error", "provider_rejected"],
  ["billing_error", "provider_rejected"],
  ["server_is_overloaded", "provider_unavailable"],
  ["slow_down", "provider_unavailable"],
  ["vector_store_timeout", "provider_unavailable"],
  ...rejections.map((mark) => [mark, "provider_rejected"] as const),
]);

/** Client errors that the same request may not meet again: timeouts, conflicts, too early. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 409, 425]);

/** The code of a failure by its HTTP status. */
function codeOfStatus(status: number): AgentErrorCode {
  if (status === 401 || status === 403) return "authentication";
  if (status === 429) return "rate_limited";
  return status >= 400 && status < 500 ? "provider_rejected" : "provider_unavailable";
}

/**
 * What came in place of an answer, as an `AgentError`. What has a status is the provider's answer; any
 * other is the connection that failed.
 */
export function toAgentError(error: unknown, context: ErrorContext): AgentError {
  if (isAgentError(error)) return error;
  const fields = asObject(error);
  const status = fields?.["status"];
  if (typeof status === "number") {
    const headers = fields?.["headers"];
    return toStatusError(
      status,
      headers instanceof Headers ? headers : new Headers(),
      fields?.["error"],
      context,
    );
  }
  const cause = redactCause(error, context.secrets);
  const detail = cause instanceof Error ? cleanMessage(cause.message, context) : "";
  return new AgentError(
    "provider_unavailable",
    `No connection to ${context.label}${detail === "" ? "" : `: ${detail}`}. Check the network and the provider's baseURL.`,
    { cause },
  );
}

function toStatusError(
  status: number,
  headers: Headers,
  body: unknown,
  context: ErrorContext,
): AgentError {
  if (status >= 300 && status < 400) return toRedirectError(status, context);
  const failure = readFailure(body);
  const code = codeOfStatus(status);
  const said = failure.message === undefined ? "" : `: ${cleanMessage(failure.message, context)}`;
  const advice = code === "authentication" ? ` ${context.keyAdvice}` : "";
  const requestId = headers.get(context.requestIdHeader) ?? undefined;
  const retryAfterMs = readRetryAfterMs(headers, Date.now());
  return new AgentError(code, `${context.label} answered ${status}${said}${dot(said)}${advice}`, {
    httpStatus: status,
    retryable: isRetryable(code, status, headers, failure),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Where it points to is left out: it may hold what a sign-in page asks for. */
function toRedirectError(status: number, { label }: ErrorContext): AgentError {
  return new AgentError(
    "provider_rejected",
    `${label} answered ${status}, a redirect, which is not followed because the prompt would go along to another server. Check the provider's baseURL.`,
    { httpStatus: status },
  );
}

/** Both providers say it in `x-should-retry` where the status alone does not; a used-up quota stays used up. */
function isRetryable(
  code: AgentErrorCode,
  status: number,
  headers: Headers,
  failure: ProviderFailure,
): boolean {
  if (failure.marks.includes("insufficient_quota")) return false;
  const asked = headers.get("x-should-retry");
  if (asked === "true" || asked === "false") return asked === "true";
  return (
    code === "rate_limited" || code === "provider_unavailable" || retryableStatuses.has(status)
  );
}

/**
 * An error that arrives in a body with a good status: a frame of a stream, or all of an answer.
 *
 * @param started Whether part of the answer came before. Then it is `interrupted`, whatever the reason.
 */
export function toFrameError(
  body: unknown,
  started: boolean,
  context: ErrorContext,
  requestId: string | undefined,
): AgentError {
  const failure = readFailure(body);
  const code = started ? "interrupted" : codeOfFailure(failure);
  const said = failure.message === undefined ? "an error" : cleanMessage(failure.message, context);
  const where = started ? " in the middle of the answer" : "";
  const isQuota = failure.marks.includes("insufficient_quota");
  return new AgentError(code, `${context.label} reported${where}: ${said}${dot(said)}`, {
    ...(isQuota && { retryable: false }),
    ...(requestId !== undefined && { requestId }),
  });
}

/** A frame or a body that is not what the wire's documentation says. Never holds what came. */
export function toMalformedError(
  what: string,
  context: ErrorContext,
  requestId: string | undefined,
): AgentError {
  return new AgentError("interrupted", `${context.label} sent ${what}.`, {
    ...(requestId !== undefined && { requestId }),
  });
}

function codeOfFailure(failure: ProviderFailure): AgentErrorCode {
  for (const mark of failure.marks) {
    const code = codesByMark.get(mark);
    if (code !== undefined) return code;
    const status = Number(mark);
    if (Number.isInteger(status) && status >= 400 && status < 600) return codeOfStatus(status);
  }
  return "interrupted";
}

/** `{ error: { message, type, code } }` of both providers, and what compatible servers make of it. */
function readFailure(body: unknown): ProviderFailure {
  const outer = asObject(body);
  if (outer === undefined) return { marks: [] };
  const inner = asObject(outer["error"]) ?? outer;
  const message =
    asText(inner["message"]) ?? asText(outer["error"]) ?? asText(outer["detail"]) ?? undefined;
  const marks = [
    inner["code"],
    inner["type"],
    inner["status"],
    outer["code"],
    outer["finish_reason"],
  ];
  return {
    marks: marks.filter((mark) => mark !== undefined && mark !== null && mark !== ""),
    ...(message !== undefined && { message }),
  };
}

/** Whether a body that is no answer says what went wrong, in one of the forms that `readFailure` reads. */
export function saysWhatFailed(body: Wire): boolean {
  return ["message", "error", "detail"].some((name) => (body[name] ?? "") !== "");
}

function cleanMessage(message: string, context: ErrorContext): string {
  const line = redact(message, context.secrets).replaceAll(/\s+/g, " ").trim();
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}

function dot(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? "" : ".";
}
