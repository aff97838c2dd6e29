import type { ModelMessage } from "../../model/message.js";
import type { EventOf, ExecutionEventType } from "../../protocol/events.js";

/** A conversation as it is stored: plain JSON. */
export interface SavedConversation {
  /** The agent's name: `"assistant"`. */
  readonly agent: string;
  readonly messages: readonly ModelMessage[];
}

/** What a conversation begins with: nothing, messages, or what `toJSON` of an earlier one gave. */
export interface ConversationOptions {
  /** Whose conversation it was; another agent's is refused. Default: this agent's. */
  readonly agent?: string | undefined;
  /** Default: none, unless `agent` is given. They are copied. */
  readonly messages?: readonly ModelMessage[] | undefined;
}

/**
 * Several calls of one agent, each of which knows those before it.
 *
 * What the model is asked in a turn is the agent's prompt with the history inside it: instructions, the
 * history, what the user says now. The turn begins with the last user message of the prompt, or with
 * several where they follow each other; what stands before them (the system prompt, examples that
 * `messages()` gives) comes before the history, is made anew for each turn and is not kept.
 *
 * The history grows without a bound; one that is too long goes on as a new conversation:
 * `assistant.conversation({ messages: shortened })`.
 */
export interface Conversation<Ask> {
  /**
   * Takes the next turn: a call of the agent like any other. Once it succeeds the history has what the
   * user said, attachments as base64 text or URLs, what the model said, its reasoning and the tools that
   * it asked for, and what those gave; one that fails or is cancelled leaves the history as it was.
   *
   * While another turn is under way the execution fails with `conversation_busy`, and nothing is sent.
   */
  readonly ask: Ask;
  /** The turns that succeeded, without system prompts: plain JSON. */
  readonly messages: readonly ModelMessage[];
  /**
   * Calls the handler with every event of a type, of the turn that is under way and of all that follow;
   * returns what unsubscribes it. It is no part of what is stored: a conversation that is gone on with has
   * no handlers. Throws `invalid_params` for a type that does not exist.
   */
  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void;
  /** The whole as `conversation` takes it back. A turn that is under way is no part of it. */
  toJSON(): SavedConversation;
}
