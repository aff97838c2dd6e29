import type { JsonObject } from "../internal/json.js";
import type { Content, MarkedPart, TextPart } from "./content.js";

/** The bytes of an image or a file, as a provider gets them: in base64, or as a URL. */
export type ModelMedia = MarkedPart &
  (
    | { readonly data: string; readonly mediaType: string }
    | { readonly url: string; readonly mediaType?: string }
  );

/** A part of a user's message or a tool's result, as a provider gets it: plain JSON. */
export type ModelContentPart =
  | TextPart
  | ({ readonly type: "image" } & ModelMedia)
  | ({ readonly type: "file"; readonly name?: string } & ModelMedia);

/**
 * Data that a provider wants back unchanged with a part of its answer: a signature, an encrypted item,
 * an id. It has no meaning to anyone else.
 */
export interface Replay {
  /** The wire that it belongs to: `"anthropic"`, `"openai-responses"`. Other wires leave it out. */
  readonly wire: string;
  readonly data: JsonObject;
}

/** Text that the model wrote. */
export interface AssistantTextPart extends TextPart {
  readonly replay?: Replay;
}

/** The model's reasoning. */
export interface ReasoningPart {
  readonly type: "reasoning";
  /** Empty if the provider does not show it. */
  readonly text: string;
  readonly replay?: Replay;
}

/** A tool that the model asked for. */
export interface ToolCallPart {
  readonly type: "tool_call";
  readonly id: string;
  readonly name: string;
  /** The arguments to the byte, as the model wrote them: JSON text, or `""` without arguments. */
  readonly arguments: string;
  readonly replay?: Replay;
}

/** The parts of the model's message, in the order in which they arrived. */
export type AssistantPart = AssistantTextPart | ReasoningPart | ToolCallPart;

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

/** What the model said, or how its answer must begin (prefill, when it is the last message). */
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: Content | readonly AssistantPart[];
}

/** The result of a tool. Follows the assistant's message that asked for it. */
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: string | readonly ModelContentPart[];
  /** Whether the result is an error message. */
  readonly isError?: true;
}

/** One message of a prompt, as an author may write it. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** One message of a prompt, as a provider gets it and a conversation stores it: plain JSON. */
export type ModelMessage =
  | { readonly role: "system"; readonly content: string | readonly TextPart[] }
  | { readonly role: "user"; readonly content: string | readonly ModelContentPart[] }
  | { readonly role: "assistant"; readonly content: string | readonly AssistantPart[] }
  | ToolMessage;
