import { AgentError, isAgentError, type AgentErrorCode } from "../../errors.js";
import type { JsonObject } from "../../internal/json.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { Usage } from "../../model/usage.js";

/**
 * How a scripted answer goes wrong. Chunks are those of the text, then those of the arguments of tools; when
 * there are fewer, it goes wrong after the last.
 */
export type FakeFault =
  /** Fails. Without `afterChunks` the request itself fails and the provider says nothing at all. */
  | {
      readonly kind: "error";
      readonly error: AgentErrorCode | AgentError;
      readonly afterChunks?: number;
    }
  /** Ends early without a finish part, as a socket does that closes. */
  | { readonly kind: "cut"; readonly afterChunks: number }
  /** Never goes on, until the call is aborted. */
  | { readonly kind: "stall"; readonly afterChunks: number };

/** A tool that a scripted answer asks for. */
export interface FakeToolCall {
  /** The tool's name, which need not be one of the call's. */
  readonly name: string;
  /** The arguments; a text is sent to the byte, also where it is no JSON. */
  readonly input: JsonObject | string;
  /** Default: one that no other call of the provider has. */
  readonly id?: string;
}

/** A scripted answer in detail: what the model says, in this order. */
export interface FakeReply {
  /** What the model thinks, before its text. */
  readonly reasoning?: string;
  /** The whole text, cut into chunks by `chunkLength`. */
  readonly text?: string;
  /** The text, cut as it is to arrive; instead of `text`. */
  readonly chunks?: readonly string[];
  /** Why the model declines. */
  readonly refusal?: string;
  /**
   * The tools that the model asks for, one after the other, their arguments cut into chunks by
   * `chunkLength`. What it says to their results is the next answer of the script.
   */
  readonly toolCalls?: readonly FakeToolCall[];
  /** Default: `"refusal"` with a refusal, `"tool_calls"` with tool calls, else `"stop"`. */
  readonly finishReason?: FinishReason;
  /** Default: a quarter of the characters, rounded up. */
  readonly usage?: Usage;
  readonly fault?: FakeFault;
}

/**
 * What the fake model answers: its text, or more in detail. A reply with neither text nor chunks nor
 * a refusal nor tool calls has the text that the provider makes up for the call.
 */
export type FakeAnswer = string | FakeReply;

const httpStatuses: { readonly [Code in AgentErrorCode]?: number } = {
  authentication: 401,
  rate_limited: 429,
  provider_rejected: 400,
  provider_unavailable: 503,
};

/** The error that a fault asks for: the given one, or one of the given code as a real provider would fail with it. */
export function toFaultError(error: AgentErrorCode | AgentError): AgentError {
  if (isAgentError(error)) return error;
  const httpStatus = httpStatuses[error];
  return new AgentError(
    error,
    `The fake provider failed with "${error}", as its script says.`,
    httpStatus === undefined ? {} : { httpStatus },
  );
}
