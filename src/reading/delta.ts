import type { FinishReason } from "../model/finish-reason.js";

/** What came of a model's message, in the manner of the providers' own streams. Never without a member. */
export interface Delta {
  /** Who speaks: on the first delta of each message. */
  readonly role?: "assistant";
  /** Text as it came; concatenated over a message, it is the message's text to the byte. */
  readonly content?: string;
  /** Tools that the model asks for, piece by piece. */
  readonly toolCalls?: readonly ToolCallDelta[];
  /** Why the model stopped: on the last delta of each message. */
  readonly finishReason?: FinishReason;
}

/** A piece of what the model asks of a tool. */
export interface ToolCallDelta {
  /** The same on all pieces of a call. */
  readonly id: string;
  readonly name: string;
  /** JSON text as it came, `""` on the first piece; concatenated, it is the arguments to the byte. */
  readonly arguments: string;
}
