import type { Anthropic } from "@anthropic-ai/sdk";
import { isNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import type {
  AssistantPart,
  AssistantTextPart,
  ReasoningPart,
  ToolCallPart,
} from "../../model/message.js";
import { asArray, asText, parseObject } from "../wire/read-json.js";
import { readCaller } from "./read-caller.js";
import { readReplay, readServerBlock, readThought } from "./anthropic-replay.js";
import { isBlank, toToolId } from "./to-wire-text.js";

type Block = Anthropic.ContentBlockParam;

/** Where a message stands. */
export interface MessagePlace {
  /** Whether it ends the messages: then it is how the answer is to begin. */
  readonly last: boolean;
  /** What of it cannot go back; see `findUnpaired`. */
  readonly unpaired: ReadonlySet<unknown>;
}

/**
 * Writes what the model said, its thoughts, the tools that it asked for and what Anthropic did by itself
 * among it, in their order.
 */
export function toAssistantBlocks(
  content: string | readonly AssistantPart[],
  { last, unpaired }: MessagePlace,
): string | Block[] {
  // An answer that would go on after white space is refused.
  const clip = (text: string) => (last ? text.trimEnd() : text);
  if (typeof content === "string") return clip(content);
  const blocks = content.flatMap((part): Block[] => toBlocks(part, unpaired));
  while (isThought(blocks.at(-1))) blocks.pop();
  const final = blocks.at(-1);
  if (final?.type === "text") final.text = clip(final.text);
  return blocks;
}

/** A message may not end with a thought: whoever was cut off in the middle of thinking said nothing. */
function isThought(block: Block | undefined): boolean {
  return block?.type === "thinking" || block?.type === "redacted_thinking";
}

function toBlocks(part: AssistantPart, unpaired: MessagePlace["unpaired"]): Block[] {
  switch (part.type) {
    case "text":
      return isBlank(part.text) ? [] : [toText(part)];
    case "reasoning": {
      const block = readServerBlock(part.replay);
      if (block === undefined) return toThought(part);
      const isAlone = unpaired.has(asText(block["tool_use_id"]) ?? block["id"]);
      return isAlone ? [] : [block as unknown as Block];
    }
    case "tool_call":
      return [toToolUse(part, unpaired)];
  }
}

function toText({ text, replay }: AssistantTextPart): Block {
  const citations = asArray(readReplay(replay)?.["citations"]);
  return {
    type: "text",
    text,
    ...(citations.length > 0 && { citations: citations as Anthropic.TextCitationParam[] }),
  };
}

function toToolUse(part: ToolCallPart, unpaired: MessagePlace["unpaired"]): Block {
  const { caller, toolset_name: set } = readReplay(part.replay) ?? {};
  const callerId = readCaller({ caller });
  return {
    type: "tool_use",
    id: toToolId(part.id),
    name: part.name,
    input: toInput(part.arguments),
    ...(callerId !== undefined &&
      !unpaired.has(callerId) && { caller: caller as unknown as Anthropic.ServerToolCaller }),
    ...(typeof set === "string" && { toolset_name: set }),
  };
}

/** A thought goes back as it came, and only to whom it came from: others cannot verify it. */
function toThought({ text, replay }: ReasoningPart): Block[] {
  const thought = readThought(replay);
  if (thought === undefined) return [];
  if (thought.type === "redacted_thinking") return [{ ...thought }];
  const { signature } = thought;
  return text === "" && signature === "" ? [] : [{ type: "thinking", thinking: text, signature }];
}

/**
 * The API wants an object, so arguments that are none are told as the text that the model wrote; so are
 * those that are nested too deep to be written again.
 */
function toInput(text: string): unknown {
  if (isBlank(text)) return {};
  const input = isNestedTooDeep(text) ? undefined : parseObject(text);
  return input ?? { malformed_input: text };
}
