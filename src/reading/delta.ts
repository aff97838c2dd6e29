import type { FinishReason } from "../model/finish-reason.js";

/**
 * A piece of the model's message, in the style of the providers' own streams. Always has at least one
 * property.
 */
export interface Delta {
  /** Who speaks: on the first delta of each message. */
  readonly role?: "assistant";
  /** Text as it arrived; concatenated over a message, it is the message's text to the byte. */
  readonly content?: string;
  /** Tools that the model asks for, piece by piece. */
  readonly toolCalls?: readonly ToolCallDelta[];
  /** Why the model stopped: on the last delta of each message. */
  readonly finishReason?: FinishReason;
}

/** A piece of a tool call. */
export interface ToolCallDelta {
  /** The same on all pieces of a call. */
  readonly id: string;
  readonly name: string;
  /** JSON text as it arrived, `""` on the first piece; concatenated, it is the arguments to the byte. */
  readonly arguments: string;
}
