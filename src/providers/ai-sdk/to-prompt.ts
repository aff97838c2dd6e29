import { isNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import type { JsonObject } from "../../internal/json.js";
import type {
  AssistantPart,
  ModelContentPart,
  ModelMessage,
  ToolMessage,
} from "../../model/message.js";
import { asObject } from "../wire/read-json.js";
import { replayWire } from "./ai-sdk-replay.js";
import { toFile, type MediaSupport } from "./to-file.js";
import type {
  SpecFilePart,
  SpecMessage,
  SpecMetadata,
  SpecReasoningPart,
  SpecTextPart,
  SpecToolCallPart,
  SpecToolResultPart,
} from "./spec.js";

/**
 * Writes messages as a prompt of the AI SDK. Empty texts that nobody wants back are left out, as some
 * models refuse them, and so is what other wires' models thought. The results of one step become one message.
 */
export function toPrompt(messages: readonly ModelMessage[], support: MediaSupport): SpecMessage[] {
  const prompt: SpecMessage[] = [];
  for (const message of messages) {
    const last = prompt.at(-1);
    switch (message.role) {
      case "system":
        prompt.push(...toTexts(message.content).map((text) => toSystem(text)));
        break;
      case "user":
        prompt.push({ role: "user", content: toUserParts(message.content, support) });
        break;
      case "assistant": {
        const content = toAssistantParts(message.content);
        if (content.length > 0) prompt.push({ role: "assistant", content });
        break;
      }
      case "tool": {
        const result = toResult(message, support);
        if (last?.role === "tool") last.content.push(result);
        else prompt.push({ role: "tool", content: [result] });
      }
    }
  }
  return prompt;
}

/** A message with instructions. */
export function toSystem(content: string): SpecMessage {
  return { role: "system", content };
}

function toTexts(content: string | readonly { readonly text: string }[]): readonly string[] {
  const texts = typeof content === "string" ? [content] : content.map(({ text }) => text);
  return texts.filter((text) => text !== "");
}

function toUserParts(
  content: string | readonly ModelContentPart[],
  support: MediaSupport,
): (SpecTextPart | SpecFilePart)[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.flatMap((part): (SpecTextPart | SpecFilePart)[] => {
    if (part.type !== "text") return [toFile(part, support)];
    return part.text === "" ? [] : [{ type: "text", text: part.text }];
  });
}

function toAssistantParts(
  content: string | readonly AssistantPart[],
): (SpecTextPart | SpecReasoningPart | SpecToolCallPart)[] {
  const parts = typeof content === "string" ? [{ type: "text", text: content } as const] : content;
  return parts.flatMap((part): (SpecTextPart | SpecReasoningPart | SpecToolCallPart)[] => {
    const providerOptions = toProviderOptions(part);
    const replayed = providerOptions === undefined ? {} : { providerOptions };
    const isEmpty = part.type !== "tool_call" && part.text === "" && providerOptions === undefined;
    switch (part.type) {
      case "text":
        return isEmpty ? [] : [{ type: "text", text: part.text, ...replayed }];
      case "reasoning": {
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
  if (isNestedTooDeep(text)) return {};
  try {
    return (asObject(JSON.parse(text)) ?? {}) as JsonObject;
  } catch {
    return {};
  }
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
