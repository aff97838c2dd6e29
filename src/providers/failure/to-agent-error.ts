import { AgentError, isAgentError } from "../../errors.js";
import { isUnknownModel, judgeFrame, judgeStatus } from "./judge-failure.js";
import { readFailure, type ProviderFailure } from "./read-failure.js";
import type { ErrorContext } from "../wire/error-context.js";
import { asObject } from "../wire/read-json.js";
import type { StatusError } from "./read-status-error.js";
import { redactCause } from "../../errors/redact/redact-cause.js";
import { redact } from "../../errors/redact/redact.js";
import { readRetryAfterMs } from "./retry-after.js";

/** The statuses that send a client to another place. A 304 does not, and neither does a 300. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Longer messages of a provider are cut. */
const maxMessageLength = 300;

/**
 * What came in place of an answer, as an `AgentError`. What has a status is the provider's answer; any
 * other is the connection that failed.
 */
export function toAgentError(error: unknown, context: ErrorContext): AgentError {
  if (isAgentError(error)) return error;
  const fields = asObject(error);
  const status = fields?.["status"];
  if (typeof status === "number") {
    const { headers, error: json, text, url } = fields ?? {};
    return toStatusError(
      {
        status,
        headers: headers instanceof Headers ? headers : new Headers(),
        error: json ?? text,
        url: typeof url === "string" ? url : undefined,
      },
      context,
    );
  }
  const cause = redactCause(error, context.secrets);
  const detail = cause === undefined ? undefined : quote(cause, context);
  return new AgentError(
    "provider_unavailable",
    `No connection to ${context.label}${detail === undefined ? "" : `: ${detail}`}. Check the network and the provider's baseURL.`,
    { cause },
  );
}

function toStatusError(
  { status, headers, error: body, url }: StatusError,
  context: ErrorContext,
): AgentError {
  if (redirects.has(status)) return toRedirectError(status, context);
  const failure = readFailure(body);
  const { code, retryable } = judgeStatus(status, failure, headers.get("x-should-retry"));
  const words = quote(failure, context);
  const said = words === undefined ? "" : `: ${words}`;
  const advice = code === "authentication" ? ` ${context.keyAdvice}` : "";
  const place = status === 404 || status === 405 ? advisePlace(url, failure, context) : "";
  const requestId = headers.get(context.requestIdHeader) ?? undefined;
  const retryAfterMs = readRetryAfterMs(headers, Date.now()) ?? failure.retryAfterMs;
  return new AgentError(
    code,
    `${context.label} answered ${status}${said}${dot(said)}${advice}${place}`,
    {
      httpStatus: status,
      retryable,
      ...(requestId !== undefined && { requestId }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  );
}

/** What was asked, and what to check. The query is left out: some gateways have a key in it. */
function advisePlace(
  url: string | undefined,
  failure: ProviderFailure,
  { secrets }: ErrorContext,
): string {
  const asked =
    url !== undefined && URL.canParse(url)
      ? ` The request was POST ${redact(new URL(url).pathname, secrets)}.`
      : "";
  const model = isUnknownModel(failure) ? "the model's name and " : "";
  return `${asked} Check ${model}the provider's baseURL.`;
}

/** Where it points to is left out: it may hold what a sign-in page asks for. */
function toRedirectError(status: number, { label }: ErrorContext): AgentError {
  return new AgentError(
    "provider_rejected",
    `${label} answered ${status}, a redirect. It was not followed, because that would send the prompt to another server. Check the provider's baseURL.`,
    { httpStatus: status },
  );
}

/**
 * An error that arrives in a body with a good status: a frame of a stream, or all of an answer.
 *
 * @param started Whether part of the answer came before. Then it is `interrupted`, whatever the reason but
 *   a filter, and may be retried where the reason may pass.
 */
export function toFrameError(
  body: unknown,
  started: boolean,
  context: ErrorContext,
  requestId: string | undefined,
): AgentError {
  const failure = readFailure(body);
  const { retryAfterMs } = failure;
  const { code, retryable } = judgeFrame(failure);
  const said = quote(failure, context) ?? "an error";
  const where = started ? " in the middle of the answer" : "";
  return new AgentError(
    started && code !== "content_filtered" ? "interrupted" : code,
    `${context.label} reported${where}: ${said}${dot(said)}`,
    {
      retryable,
      ...(requestId !== undefined && { requestId }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  );
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

/**
 * What is longer than any answer that is meant, and so is what `maxOutputBytes` may bound at most: asking
 * again would fill the memory again.
 */
export function toEndlessError(
  what: string,
  context: ErrorContext,
  requestId: string | undefined,
): AgentError {
  return new AgentError("output_limit", `${context.label} sent ${what} (more than 64 MiB).`, {
    ...(requestId !== undefined && { requestId }),
  });
}

/** What a provider said, or what broke its connection, in one line, as far as it may be told. */
function quote(
  { message = "" }: { readonly message?: string },
  context: ErrorContext,
): string | undefined {
  if (message === "" || context.quotes === false) return undefined;
  const line = redact(message, context.secrets).replaceAll(/\s+/g, " ").trim();
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}

function dot(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? "" : ".";
}
