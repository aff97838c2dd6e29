import type { OpenAI } from "openai";
import type { ModelMessage, ToolMessage } from "../../../model/message.js";
import { toAssistantMessage } from "./to-assistant-message.js";
import { toContentPart, type BodyPart } from "./to-content.js";

type BodyMessage = OpenAI.ChatCompletionMessageParam;

/**
 * Writes the messages of a call.
 *
 * @param server Who is asked; see `createReplay`.
 * @throws {AgentError} `invalid_attachment`; see `toContentPart`.
 */
export function toMessages(messages: readonly ModelMessage[], server: string): BodyMessage[] {
  const body: BodyMessage[] = [];
  /** What tools gave that their messages cannot hold. */
  let media: BodyPart[] = [];
  const flushMedia = (): void => {
    if (media.length > 0) body.push({ role: "user", content: media });
    media = [];
  };
  let inToolTurn = false;
  for (const message of messages) {
    if (message.role === "tool") {
      body.push(toToolMessage(message));
      media.push(...toMedia(message));
      continue;
    }
    // The messages of one step's tools follow the question without a gap, so what they gave comes after.
    flushMedia();
    if (message.role === "user") inToolTurn = false;
    if (asksForTools(message)) inToolTurn = true;
    body.push(toMessage(message, server, inToolTurn));
  }
  flushMedia();
  return body;
}

function toMessage(
  message: Exclude<ModelMessage, ToolMessage>,
  server: string,
  inToolTurn: boolean,
): BodyMessage {
  if (message.role === "assistant") return toAssistantMessage(message.content, server, inToolTurn);
  if (message.role === "user") {
    const { role, content } = message;
    return { role, content: typeof content === "string" ? content : content.map(toContentPart) };
  }
  const { role, content } = message;
  if (typeof content === "string") return { role, content };
  return { role, content: content.map(({ text }) => ({ type: "text", text })) };
}

function asksForTools({ role, content }: ModelMessage): boolean {
  if (role !== "assistant" || typeof content === "string") return false;
  return content.some(({ type }) => type === "tool_call");
}

/** Takes text alone, so images and files are named here and shown by {@link toMedia}. */
function toToolMessage({ toolCallId, content, isError }: ToolMessage): BodyMessage {
  const said = typeof content === "string" ? [content] : content.flatMap(describePart);
  const text = said.join("\n");
  // There is no field that says so.
  const isSaid = isError !== true || /^error\b/i.test(text);
  return { role: "tool", tool_call_id: toolCallId, content: isSaid ? text : `Error: ${text}` };
}

type ResultPart = Exclude<ToolMessage["content"], string>[number];

function describePart(part: ResultPart): string[] {
  if (part.type === "text") return [part.text];
  return [`[${part.type === "image" ? "An image" : "A file"}, shown in the next user message]`];
}

/**
 * The images and files of a result, to be shown to the model in the user's name: it cannot see them in a
 * tool's message, and as base64 text they would cost many times their tokens and tell it nothing.
 */
function toMedia({ toolName, toolCallId, content }: ToolMessage): BodyPart[] {
  if (typeof content === "string") return [];
  const media = content.filter(({ type }) => type !== "text").map(toContentPart);
  if (media.length === 0) return [];
  return [{ type: "text", text: `[The result of ${toolName}, ${toolCallId}:]` }, ...media];
}
