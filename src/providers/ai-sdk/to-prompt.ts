import { isNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import type { JsonObject } from "../../internal/json.js";
import type { TextPart } from "../../model/content.js";
import type {
  AssistantPart,
  ModelContentPart,
  ModelMessage,
  ToolMessage,
} from "../../model/message.js";
import type { PromptCacheTtl } from "../../model/prompt-cache.js";
import type { Breakpoints } from "../wire/breakpoints.js";
import { parseObject } from "../wire/read-json.js";
import { replayWire } from "./ai-sdk-replay.js";
import { toFile, type MediaSupport } from "./to-file.js";
import { toHostedPart } from "./hosted-tools.js";
import type {
  SpecAssistantPart,
  SpecFilePart,
  SpecMessage,
  SpecMetadata,
  SpecSystemMessage,
  SpecTextPart,
  SpecTold,
  SpecToolResultPart,
} from "./spec.js";

/** What shapes a prompt. */
export interface PromptSupport extends MediaSupport {
  /** Get the parts that are marked for the prompt cache. */
  readonly breakpoints: Breakpoints<SpecTold>;
  /** For the last of the system messages. */
  readonly ttl: PromptCacheTtl | undefined;
}

/**
 * Writes messages as a prompt of the AI SDK. Empty texts that nobody wants back are left out, as some
 * models refuse them, and so is what other wires' models thought. The results of one step become one message.
 */
export function toPrompt(messages: readonly ModelMessage[], support: PromptSupport): SpecMessage[] {
  const prompt: SpecMessage[] = [];
  const lastSystem = messages.findLastIndex(({ role }) => role === "system");
  for (const [index, message] of messages.entries()) {
    const last = prompt.at(-1);
    switch (message.role) {
      case "system":
        prompt.push(...toSystems(message.content, support));
        if (index === lastSystem) markSystem(prompt.at(-1), support);
        break;
      case "user":
        prompt.push({
          role: "user",
          content: toUserParts(message.content, support, support.breakpoints),
        });
        break;
      case "assistant": {
        const content = toAssistantParts(message.content);
        if (content.length > 0) prompt.push({ role: "assistant", content });
        break;
      }
      case "tool": {
        const result = toResult(message, support);
        for (const { promptCache } of partsOf(message)) {
          support.breakpoints.mark(result, promptCache);
        }
        if (last?.role === "tool") last.content.push(result);
        else prompt.push({ role: "tool", content: [result] });
      }
    }
  }
  return prompt;
}

/** A message with instructions. */
export function toSystem(content: string): SpecSystemMessage {
  return { role: "system", content };
}

function toSystems(
  content: string | readonly TextPart[],
  { breakpoints }: PromptSupport,
): readonly SpecSystemMessage[] {
  const parts = typeof content === "string" ? [{ text: content, promptCache: undefined }] : content;
  return parts.flatMap(({ text, promptCache }) => {
    if (text === "") return [];
    const message = toSystem(text);
    breakpoints.mark(message, promptCache);
    return [message];
  });
}

function markSystem(last: SpecMessage | undefined, { breakpoints, ttl }: PromptSupport): void {
  if (last?.role === "system") breakpoints.mark(last, ttl);
}

function toUserParts(
  content: string | readonly ModelContentPart[],
  support: MediaSupport,
  breakpoints?: Breakpoints<SpecTold>,
): (SpecTextPart | SpecFilePart)[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.flatMap((part): (SpecTextPart | SpecFilePart)[] => {
    if (part.type === "text" && part.text === "") return [];
    const written: SpecTextPart | SpecFilePart =
      part.type === "text" ? { type: "text", text: part.text } : toFile(part, support);
    breakpoints?.mark(written, part.promptCache);
    return [written];
  });
}

function partsOf({ content }: ToolMessage): readonly ModelContentPart[] {
  return typeof content === "string" ? [] : content;
}

function toAssistantParts(content: string | readonly AssistantPart[]): SpecAssistantPart[] {
  const parts = typeof content === "string" ? [{ type: "text", text: content } as const] : content;
  return parts.flatMap((part): SpecAssistantPart[] => {
    const providerOptions = toProviderOptions(part);
    const replayed = providerOptions === undefined ? {} : { providerOptions };
    const isEmpty = part.type !== "tool_call" && part.text === "" && providerOptions === undefined;
    switch (part.type) {
      case "text":
        return isEmpty ? [] : [{ type: "text", text: part.text, ...replayed }];
      case "reasoning": {
        const hosted = toHostedPart(part.replay);
        if (hosted !== undefined) return [hosted];
        const isForeign = part.replay !== undefined && part.replay.wire !== replayWire;
        return isForeign || isEmpty ? [] : [{ type: "reasoning", text: part.text, ...replayed }];
      }
      case "tool_call":
        return [
          {
            type: "tool-call",
            toolCallId: part.id,
            toolName: part.name,
            input: readArguments(part.arguments),
            ...replayed,
          },
        ];
    }
  });
}

function toProviderOptions({ replay }: AssistantPart): SpecMetadata | undefined {
  // Objects alone are ever put there, by what reads the answer.
  return replay?.wire === replayWire ? (replay.data as SpecMetadata) : undefined;
}

/**
 * The AI SDK takes arguments as a value. What the model wrote that is not an object becomes an empty one,
 * because most APIs refuse all else; the result of the call says what was wrong with it. So does what is
 * nested too deep to be written again.
 */
function readArguments(text: string): JsonObject {
  return (isNestedTooDeep(text) ? {} : (parseObject(text) ?? {})) as JsonObject;
}

function toResult(message: ToolMessage, support: MediaSupport): SpecToolResultPart {
  return {
    type: "tool-result",
    toolCallId: message.toolCallId,
    toolName: message.toolName,
    output: toOutput(message, support),
  };
}

/** Only a text can be marked as an error there. */
function toOutput(
  { content, isError }: ToolMessage,
  support: MediaSupport,
): SpecToolResultPart["output"] {
  const type = isError === true ? "error-text" : "text";
  if (typeof content === "string") return { type, value: content };
  const texts = content.flatMap((part) => (part.type === "text" ? [part.text] : []));
  if (texts.length === content.length) return { type, value: texts.join("\n") };
  return { type: "content", value: toUserParts(content, support) };
}
