import type { ModelMessage } from "../../model/message.js";
import type { Json } from "../../internal/json.js";
import type { PendingToolCall } from "../../protocol/pending.js";
import type { EventOf, ExecutionEventType } from "../../protocol/events.js";

/** A conversation as it is stored: plain JSON. */
export interface SavedConversation {
  /** The agent's name: `"assistant"`. */
  readonly agent: string;
  readonly messages: readonly ModelMessage[];
  /** The last turn, if it was paused or stopped. */
  readonly turn?: OpenTurn;
}

/** A turn that was paused or stopped, and that `continue` goes on with: plain JSON. */
export interface OpenTurn {
  /** As they were given. */
  readonly params: Readonly<Record<string, Json>>;
  /** The user's messages, and what the model and its tools have added so far: whole messages. */
  readonly messages: readonly ModelMessage[];
  /** What the model had said of a message that it did not end. */
  readonly text?: string;
}

/** What somebody decided on a tool call that waits: whether it may run, or what it gave elsewhere. */
export type ToolAnswer =
  | {
      readonly toolCallId: string;
      readonly approved: boolean;
      /** Why not; the model gets it. */
      readonly reason?: string | undefined;
    }
  | { readonly toolCallId: string; readonly output: Json };

/** What a conversation starts with: nothing, messages, or the `toJSON` of an earlier one. */
export interface ConversationOptions {
  /** The agent of the stored conversation; that of another agent is rejected. Default: this agent. */
  readonly agent?: string | undefined;
  /** Default: none, unless `agent` is given. They are copied. */
  readonly messages?: readonly ModelMessage[] | undefined;
  /** A turn that was paused or stopped. Default: none. */
  readonly turn?: OpenTurn | undefined;
  /**
   * Whether a turn that was stopped stays in the history when the next one is asked, with what the model had said
   * of its unfinished message. It is not stored. Default: `false`.
   */
  readonly keepPartial?: boolean | undefined;
}

/** What `ask` returns. */
export type ExecutionOf<Ask> = Ask extends (...given: never) => infer Result ? Result : never;

/** What `ask` takes as options. */
export type ContinueOptions<Ask> = Ask extends (params: never, ...given: infer Given) => unknown
  ? Given[0 & keyof Given]
  : never;

/** Goes on with the last turn of a conversation. */
export type ContinueTurn<Ask> = (
  answers?: readonly ToolAnswer[],
  options?: ContinueOptions<Ask>,
) => ExecutionOf<Ask>;

/**
 * Several calls of one agent, each of which knows the earlier ones.
 *
 * In each turn the model gets the agent's prompt with the history inside it: instructions, the history,
 * the new user message. A turn begins with the last user message of the prompt, or with several
 * consecutive ones; everything before it (the system prompt, examples from `messages()`) comes before
 * the history, is rendered again for each turn and is not stored.
 *
 * The history grows without a limit. Continue a history that is too long as a new conversation:
 * `assistant.conversation({ messages: shortened })`.
 */
export interface Conversation<Ask, Continue = ContinueTurn<Ask>> {
  /**
   * Takes the next turn: a call of the agent like any other. When it succeeds, the history gains the
   * user's message (attachments as base64 text or URLs), the model's messages with their reasoning and
   * tool calls, and the results of the tools. A turn that fails or is cancelled leaves the history
   * unchanged.
   *
   * While another turn is running, the execution fails with `conversation_busy`, and nothing is sent. A turn that
   * was paused or stopped is given up; see `continue`.
   */
  readonly ask: Ask;
  /**
   * Goes on with the last turn, if it was paused or stopped, also in another process. Tools that ran do not run
   * again, and a paused turn does not ask the model again before its tools have run.
   *
   * Of a paused turn, `answers` has the decisions on calls of {@link pending}; the turn pauses again for those
   * that are missing. The execution fails with `invalid_params`, and nothing runs, for an answer that no call
   * waits for, that is repeated or of the wrong kind, and where the last turn has succeeded.
   */
  readonly continue: Continue;
  /** The tool calls that the last turn was paused for. */
  readonly pending: readonly PendingToolCall[];
  /**
   * The turns that succeeded, without system prompts: plain JSON. With `keepPartial`, those that were stopped as
   * well.
   */
  readonly messages: readonly ModelMessage[];
  /**
   * Calls the handler with every event of a type, in the current turn and all later ones; returns a
   * function that unsubscribes it. Handlers are not stored: a restored conversation has none. Throws
   * `invalid_params` for an unknown type.
   */
  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void;
  /** The conversation in the form that `conversation` accepts, without a turn that is still running. */
  toJSON(): SavedConversation;
}
