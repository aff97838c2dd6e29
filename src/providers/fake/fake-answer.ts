import { AgentError, isAgentError, type AgentErrorCode } from "../../errors.js";
import type { Json, JsonObject } from "../../internal/json.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { Source, TextRange } from "../../model/source.js";
import type { Usage } from "../../model/usage.js";

/**
 * How a scripted answer fails. The chunks of the text count first, then those of the tools' arguments;
 * if there are fewer, it fails after the last.
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
  /** The tool's name, which may be one that the call does not have. */
  readonly name: string;
  /** The arguments. A string is sent to the byte, even if it is not JSON. */
  readonly input: JsonObject | string;
  /** Default: a unique id. */
  readonly id?: string;
}

/** A tool that the fake provider runs itself, and what it gives. */
export interface FakeHostedCall {
  /** The tool's name: `"web_search"`. */
  readonly name: string;
  readonly input?: Json;
  readonly output?: Json;
  /** Whether it failed. Default: no. */
  readonly failed?: boolean;
  /** Default: a unique id. */
  readonly id?: string;
}

/** A source that the fake model names, and where in its text. */
export interface FakeSource extends Source, Partial<TextRange> {}

/** A scripted answer in detail: what the model says, in this order. */
export interface FakeReply {
  /** What the model thinks, before its text. */
  readonly reasoning?: string;
  /** The tools that the provider runs itself, after the reasoning and before the text. */
  readonly hostedCalls?: readonly FakeHostedCall[];
  /** The whole text, cut into chunks by `chunkLength`. */
  readonly text?: string;
  /** The text in the pieces in which it arrives; instead of `text`. */
  readonly chunks?: readonly string[];
  /** What it names as sources, after the text. */
  readonly sources?: readonly FakeSource[];
  /** Why the model declines. */
  readonly refusal?: string;
  /**
   * The tools that the model asks for, one after the other, their arguments cut into chunks by
   * `chunkLength`. The next answer of the script responds to their results.
   */
  readonly toolCalls?: readonly FakeToolCall[];
  /** Default: `"refusal"` with a refusal, `"tool_calls"` with tool calls, else `"stop"`. */
  readonly finishReason?: FinishReason;
  /** Default: a quarter of the characters, rounded up. */
  readonly usage?: Usage;
  readonly fault?: FakeFault;
}

/**
 * An answer of the fake model: its text, or a reply in detail. For a reply without text, chunks, a
 * refusal and tool calls, the provider makes up the text, unless it pauses (`finishReason: "pause"`).
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
