import type { OpenAI } from "openai";
import type { Json, JsonObject } from "../../../internal/json.js";
import { toWellFormedJson } from "../../../internal/well-formed.js";
import type { AssistantPart, ReasoningPart, ToolCallPart } from "../../../model/message.js";
import { asArray, asObject, type Wire } from "../../wire/read-json.js";
import { readReplay } from "./chat-replay.js";

type Body = OpenAI.ChatCompletionAssistantMessageParam;
type BodyContent = NonNullable<Body["content"]>;
type BodyCall = OpenAI.ChatCompletionMessageToolCall;

/**
 * Writes what the model said, with what this server wants back of it; the thoughts of other servers and
 * wires are left out.
 *
 * @param inToolTurn Whether the model asked for tools since the user spoke last. Then DeepSeek insists on
 * its thoughts, and before, it ignores them or, as it once did, refuses them.
 */
export function toAssistantMessage(
  content: string | readonly AssistantPart[],
  server: string,
  inToolTurn: boolean,
): Body {
  if (typeof content === "string") return { role: "assistant", content };
  const calls = content.flatMap((part) => (part.type === "tool_call" ? [part] : []));
  const said = hasThinkingContent(content, server)
    ? toThinkingContent(content, server)
    : textOf(content) || (calls.length > 0 ? null : "");
  return {
    role: "assistant",
    content: said,
    ...(inToolTurn && toThoughtFields(content, server)),
    ...(calls.length > 0 && { tool_calls: calls.map((call) => toToolCall(call, server)) }),
  };
}

function textOf(content: readonly AssistantPart[]): string {
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function toToolCall({ id, name, arguments: text, replay }: ToolCallPart, server: string): BodyCall {
  const kept = readReplay(replay, server);
  if (kept?.["custom"] === true) return { id, type: "custom", custom: { name, input: text } };
  const extra = asObject(kept?.["extra_content"]);
  return {
    id,
    type: "function",
    function: { name, arguments: toArguments(text) },
    ...(extra !== undefined && { extra_content: extra }),
  };
}

/**
 * Arguments that are no JSON object stand inside of one: vLLM and Ollama parse what they get back, and
 * refuse the request in which the model is told of its mistake.
 */
function toArguments(text: string): string {
  if (text === "") return "{}";
  try {
    if (asObject(JSON.parse(text)) !== undefined) return toWellFormedJson(text);
  } catch {
    // Said below.
  }
  return JSON.stringify({ invalid_arguments: text });
}

/** The thoughts of a message, under the fields that they came in. */
function toThoughtFields(content: readonly AssistantPart[], server: string): JsonObject {
  const texts = new Map<string, string>();
  const details: Json[] = [];
  for (const [part, replay] of findThoughts(content, server)) {
    const field = replay["field"];
    if (field !== "reasoning_content" && field !== "reasoning") continue;
    // DeepSeek wants an empty one back, others would be told of nothing.
    const isSaid = part.text !== "" || field === "reasoning_content";
    if (isSaid) texts.set(field, (texts.get(field) ?? "") + part.text);
    details.push(...(asArray(replay["details"]) as readonly Json[]));
  }
  return {
    ...Object.fromEntries(texts),
    ...(details.length > 0 && { reasoning_details: details }),
  };
}

/** Mistral has its thoughts among the content, and wants them back whether tools were asked for or not. */
function hasThinkingContent(content: readonly AssistantPart[], server: string): boolean {
  return findThoughts(content, server).some(([, replay]) => replay["field"] === "content");
}

function toThinkingContent(content: readonly AssistantPart[], server: string): BodyContent {
  const parts = content.flatMap((part): JsonObject[] => {
    if (part.type === "text") return [{ type: "text", text: part.text }];
    if (part.type !== "reasoning" || readReplay(part.replay, server) === undefined) return [];
    const { text } = part;
    return [{ type: "thinking", thinking: [{ type: "text", text }], closed: true }];
  });
  // The SDK knows OpenAI's parts alone.
  return parts as unknown as BodyContent;
}

function findThoughts(
  content: readonly AssistantPart[],
  server: string,
): readonly (readonly [ReasoningPart, Wire])[] {
  return content.flatMap((part) => {
    const replay = part.type === "reasoning" ? readReplay(part.replay, server) : undefined;
    return part.type === "reasoning" && replay !== undefined ? [[part, replay] as const] : [];
  });
}
