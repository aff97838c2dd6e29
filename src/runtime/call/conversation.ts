import type { ModelMessage } from "../../model/message.js";
import type { EventOf, ExecutionEventType } from "../../protocol/events.js";

/** A conversation as it is stored: plain JSON. */
export interface SavedConversation {
  /** The agent's name: `"assistant"`. */
  readonly agent: string;
  readonly messages: readonly ModelMessage[];
}

/** What a conversation starts with: nothing, messages, or the `toJSON` of an earlier one. */
export interface ConversationOptions {
  /** The agent of the stored conversation; that of another agent is rejected. Default: this agent. */
  readonly agent?: string | undefined;
  /** Default: none, unless `agent` is given. They are copied. */
  readonly messages?: readonly ModelMessage[] | undefined;
}

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
export interface Conversation<Ask> {
  /**
   * Takes the next turn: a call of the agent like any other. When it succeeds, the history gains the
   * user's message (attachments as base64 text or URLs), the model's messages with their reasoning and
   * tool calls, and the results of the tools. A turn that fails or is cancelled leaves the history
   * unchanged.
   *
   * While another turn is running, the execution fails with `conversation_busy`, and nothing is sent.
   */
  readonly ask: Ask;
  /** The turns that succeeded, without system prompts: plain JSON. */
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
