import { AgentError } from "../../errors.js";
import type { Attachment, Content, ContentPart, TextPart } from "../../model/content.js";
import type {
  AssistantPart,
  Message,
  ModelContentPart,
  ModelMessage,
  Replay,
} from "../../model/message.js";
import { markOf } from "./prompt-marks.js";

/**
 * Messages as a provider is given them: plain JSON. Images and files are read; attachments follow the
 * last user message's own content. Throws `invalid_attachment` for what cannot be sent along.
 *
 * @param messages without a fault that `findMessageIssues` finds
 */
export async function toModelMessages(
  messages: readonly Message[],
  attachments: readonly Attachment[],
): Promise<readonly ModelMessage[]> {
  const loaded: ModelMessage[] = [];
  for (const [index, message] of messages.entries()) {
    loaded.push(await toModelMessage(message, `messages[${index}].content`));
  }
  if (attachments.length === 0) return loaded;
  const { loadAttachments } = await import("./load-content.js");
  return attach(loaded, await loadAttachments(attachments));
}

async function toModelMessage(message: Message, place: string): Promise<ModelMessage> {
  const { role, content } = message;
  if (role === "assistant") {
    return { role, content: isText(content) ? content : content.map(toAssistantPart) };
  }
  const loaded = await toContent(content, place);
  if (role === "user") return { role, content: loaded };
  if (role === "system") return { role, content: loaded as string | readonly TextPart[] };
  const { toolCallId, toolName, isError } = message;
  return { role, toolCallId, toolName, content: loaded, ...(isError && { isError }) };
}

async function toContent(
  content: Content,
  place: string,
): Promise<string | readonly ModelContentPart[]> {
  if (isText(content)) return content;
  if (content.every(isTextPart)) return content.map(toTextPart);
  // Loaded with the first image or file: most prompts are text.
  const { loadContent } = await import("./load-content.js");
  return loadContent(content, place);
}

/** A copy without what no provider is given. */
function toAssistantPart(part: ContentPart | AssistantPart): AssistantPart {
  switch (part.type) {
    case "text":
    case "reasoning":
      return { type: part.type, text: part.text, ...replayOf(part) };
    case "tool_call": {
      const { type, id, name } = part;
      return { type, id, name, arguments: part.arguments, ...replayOf(part) };
    }
    default:
      throw new TypeError(`an assistant message cannot contain a part of type ${part.type}`);
  }
}

function replayOf(part: object): { readonly replay?: Replay } {
  const { replay } = part as { readonly replay?: Replay };
  return replay === undefined ? {} : { replay };
}

/** Puts attachments behind what the last user message says. */
function attach(
  messages: readonly ModelMessage[],
  attached: readonly ModelContentPart[],
): readonly ModelMessage[] {
  const index = messages.findLastIndex(({ role }) => role === "user");
  const last = messages[index];
  if (last?.role !== "user") {
    throw new AgentError(
      "invalid_attachment",
      "The call has attachments, but the prompt has no user message to attach them to.",
    );
  }
  const { content } = last;
  // Providers refuse a part of empty text.
  const own = !isText(content)
    ? content
    : content === ""
      ? []
      : [{ type: "text", text: content } as const];
  return messages.with(index, { role: "user", content: [...own, ...attached] });
}

function toTextPart(part: TextPart): TextPart {
  return { type: "text", text: part.text, ...markOf(part) };
}

function isTextPart(part: ContentPart): part is TextPart {
  return part.type === "text";
}

function isText(content: unknown): content is string {
  return typeof content === "string";
}
