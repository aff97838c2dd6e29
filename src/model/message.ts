import type { JsonObject } from "../internal/json.js";
import type { Content, TextPart } from "./content.js";

/** Where the bytes of an image or a file are, as a provider is told: in base64, or on the web. */
export type ModelMedia =
  | { readonly data: string; readonly mediaType: string }
  | { readonly url: string; readonly mediaType?: string };

/** What a user's message or a tool's result holds, as a provider is given it: plain JSON. */
export type ModelContentPart =
  | TextPart
  | ({ readonly type: "image" } & ModelMedia)
  | ({ readonly type: "file"; readonly name?: string } & ModelMedia);

/**
 * What a provider wants back, untouched, with the part of the answer that it came with: a signature, an
 * encrypted item, an id. Of no meaning to anybody else.
 */
export interface Replay {
  /** Whose it is: `"anthropic"`, `"openai-responses"`. Other wires leave it out. */
  readonly wire: string;
  readonly data: JsonObject;
}

/** Text that the model wrote. */
export interface AssistantTextPart extends TextPart {
  readonly replay?: Replay;
}

/** What the model thought. */
export interface ReasoningPart {
  readonly type: "reasoning";
  /** Empty where the provider shows nothing of it. */
  readonly text: string;
  readonly replay?: Replay;
}

/** A tool that the model asked for. */
export interface ToolCallPart {
  readonly type: "tool_call";
  readonly id: string;
  readonly name: string;
  /** The arguments to the byte, as the model wrote them: JSON text, `""` for none. */
  readonly arguments: string;
  readonly replay?: Replay;
}

/** What the model's message holds, in the order in which it came. */
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

/** What a tool gave. Follows the assistant's message that asked for it. */
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: string | readonly ModelContentPart[];
  /** Whether it says what went wrong. */
  readonly isError?: true;
}

/** One message of a prompt, as an author may give it. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** One message of a prompt, as a provider is given it and a conversation keeps it: plain JSON. */
export type ModelMessage =
  | { readonly role: "system"; readonly content: string | readonly TextPart[] }
  | { readonly role: "user"; readonly content: string | readonly ModelContentPart[] }
  | { readonly role: "assistant"; readonly content: string | readonly AssistantPart[] }
  | ToolMessage;
