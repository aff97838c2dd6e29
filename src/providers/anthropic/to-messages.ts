import type { Anthropic } from "@anthropic-ai/sdk";
import type { TextPart } from "../../model/content.js";
import type { ModelContentPart, ModelMessage, ToolMessage } from "../../model/message.js";
import type { PromptCacheTtl } from "../../model/prompt-cache.js";
import type { Breakpoints } from "../wire/breakpoints.js";
import { findUnpaired } from "./find-unpaired.js";
import { toAssistantBlocks } from "./to-assistant-blocks.js";
import { MediaWriter } from "./to-media.js";
import { isBlank, toToolId } from "./to-wire-text.js";
import type { Markable } from "./write-breakpoints.js";

type TextBlock = Anthropic.TextBlockParam;
type BodyMessage = Anthropic.MessageParam;
type InputBlock = TextBlock | Anthropic.ImageBlockParam | Anthropic.DocumentBlockParam;

/** What the prompt cache is to keep of the system messages. */
export interface SystemMarks {
  /** Get the parts that are marked, and the last block. */
  readonly breakpoints: Breakpoints<Markable>;
  /** For the last block. */
  readonly ttl: PromptCacheTtl | undefined;
}

/** A single system message stays as it is, unless it is marked; several become blocks, in order. */
export function toSystem(
  messages: readonly ModelMessage[],
  instruction: string | undefined,
  { breakpoints, ttl }: SystemMarks,
): string | TextBlock[] | undefined {
  const contents = messages.flatMap((message) =>
    message.role === "system" && !isEmpty(message.content) ? [message.content] : [],
  );
  if (instruction !== undefined) contents.push(instruction);
  const [only] = contents;
  if (only === undefined) return undefined;
  if (contents.length === 1 && typeof only === "string" && ttl === undefined) return only;
  const blocks = contents.flatMap((content) =>
    typeof content === "string"
      ? toText(content)
      : content.flatMap((part) => toMarkedText(part, breakpoints)),
  );
  breakpoints.mark(blocks.at(-1), ttl);
  return blocks;
}

/**
 * Writes what was said, in order; a message that holds nothing is left out, because it is refused.
 * @throws {AgentError} `invalid_attachment` for an image or a file that Anthropic does not take.
 */
export function toMessages(
  messages: readonly ModelMessage[],
  breakpoints: Breakpoints<Markable>,
): BodyMessage[] {
  const media = new MediaWriter();
  const unpaired = findUnpaired(messages);
  const last = messages.findLastIndex(({ role }) => role !== "system");
  const written: BodyMessage[] = [];
  /** Results of tools are all told in the one message after the assistant's that asked for them. */
  let results: Anthropic.ToolResultBlockParam[] | undefined;
  for (const [index, message] of messages.entries()) {
    if (message.role === "system") continue;
    if (message.role === "tool") {
      if (results === undefined) written.push({ role: "user", content: (results = []) });
      const result = toToolResult(message, media);
      results.push(result);
      // The API takes no breakpoint within a result.
      for (const part of partsOf(message)) breakpoints.mark(result, part.promptCache);
      continue;
    }
    results = undefined;
    const content =
      message.role === "user"
        ? toContent(message.content, media, `message ${index + 1}, the user's`, breakpoints)
        : toAssistantBlocks(message.content, { last: index === last, unpaired });
    if (!isEmpty(content)) written.push({ role: message.role, content });
  }
  return written;
}

function toContent(
  content: string | readonly ModelContentPart[],
  media: MediaWriter,
  place: string,
  breakpoints?: Breakpoints<Markable>,
): string | InputBlock[] {
  if (typeof content === "string") return content;
  return content.flatMap((part): InputBlock[] => {
    if (part.type === "text") return toMarkedText(part, breakpoints);
    const block = media.write(part, place);
    breakpoints?.mark(block, part.promptCache);
    return [block];
  });
}

function partsOf({ content }: ToolMessage): readonly ModelContentPart[] {
  return typeof content === "string" ? [] : content;
}

function toToolResult(message: ToolMessage, media: MediaWriter): Anthropic.ToolResultBlockParam {
  const place = `the result of the tool "${message.toolName}"`;
  const content = toContent(message.content, media, place);
  // An error with anything but text is refused; what it shows is worth more than the mark.
  const isText = typeof content === "string" || content.every(({ type }) => type === "text");
  return {
    type: "tool_result",
    tool_use_id: toToolId(message.toolCallId),
    ...(!isEmpty(content) && { content }),
    ...(message.isError === true && isText && { is_error: true }),
  };
}

function toMarkedText(
  { text, promptCache }: TextPart,
  breakpoints: Breakpoints<Markable> | undefined,
): TextBlock[] {
  const blocks = toText(text);
  breakpoints?.mark(blocks[0], promptCache);
  return blocks;
}

function toText(text: string): TextBlock[] {
  return isBlank(text) ? [] : [{ type: "text", text }];
}

function isEmpty(content: string | readonly unknown[]): boolean {
  return typeof content === "string" ? isBlank(content) : content.length === 0;
}
