/** A piece of text in a message. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** What a message may hold. */
export type ContentPart = TextPart;

/** What a prompt method may return: text, or parts in order. */
export type Content = string | readonly ContentPart[];

/** Instructions to the model. */
export interface SystemMessage {
  readonly role: "system";
  readonly content: Content;
}

/** What the user says. */
export interface UserMessage {
  readonly role: "user";
  readonly content: Content;
}

/** What the model said, or how its answer is to begin (prefill, when it is the last message). */
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: Content;
}

/** One message of a prompt. */
export type Message = SystemMessage | UserMessage | AssistantMessage;
