import type { OpenAI } from "openai";
import { toWellFormedJson } from "../../../internal/well-formed.js";
import type { AssistantPart, ModelMessage } from "../../../model/message.js";
import type { PromptCacheTtl } from "../../../model/prompt-cache.js";
import { withMark } from "./prompt-cache.js";
import { toContent } from "./to-content.js";
import { readReplay } from "./responses-replay.js";

type Item = OpenAI.Responses.ResponseInputItem;
type ResultItem = OpenAI.Responses.ResponseInputItem.FunctionCallOutput;

/** What the result of a call holds beside what the tool gave. */
interface ResultForm extends Pick<ResultItem, "caller"> {
  readonly type: "function_call_output" | "custom_tool_call_output";
}

/** What of a model shapes its input. */
export interface InputStyle {
  /** Whether it does: see `reasons`. One that does not refuses what others thought, and what came with it. */
  readonly reasons: boolean | undefined;
  /** Whether it takes the marks of parts. */
  readonly marked: boolean;
  /** For the last part of the system messages, where it takes marks. */
  readonly ttl: PromptCacheTtl | undefined;
}

/** Writes the messages of a call as the input of a response. */
export function toInput(
  messages: readonly ModelMessage[],
  { reasons, marked, ttl }: InputStyle,
): Item[] {
  const lastSystem = messages.findLastIndex(({ role }) => role === "system");
  /** How the results of the calls so far are told. */
  const calls = new Map<string, ResultForm>();
  return messages.flatMap((message, index): Item[] => {
    switch (message.role) {
      case "system": {
        const isLast = marked && ttl !== undefined && index === lastSystem;
        const content = isLast ? withMark(message.content, ttl) : message.content;
        // Models that reason know instructions as the developer's.
        return [{ role: reasons ? "developer" : "system", content: toContent(content, marked) }];
      }
      case "user":
        return [{ role: "user", content: toContent(message.content, marked) }];
      case "tool":
        return [
          {
            ...(calls.get(message.toolCallId) ?? { type: "function_call_output" }),
            call_id: message.toolCallId,
            output: toContent(message.content, marked),
          },
        ];
      case "assistant":
        if (typeof message.content === "string") return [toMessage(message.content)];
        return message.content.flatMap((part) => {
          const item = toItem(part, reasons === false ? undefined : readReplay(part));
          if (item !== undefined && part.type === "tool_call") {
            calls.set(part.id, toResultForm(item));
          }
          return item === undefined ? [] : [item];
        });
    }
  });
}

/** @param replay The item that came with the part, without what the part says itself. */
function toItem(part: AssistantPart, replay: object | undefined): Item | undefined {
  switch (part.type) {
    case "text":
      return replay === undefined ? toMessage(part.text) : toKnownMessage(part.text, replay);
    case "reasoning":
      // An item of OpenAI's own, of whatever kind.
      return replay as Item | undefined;
    case "tool_call":
      return toCall(part, replay);
  }
}

/** Those of custom tools are other items, and those that a program of the model's asked for say so. */
function toResultForm(call: Item): ResultForm {
  const isCustom = call.type === "custom_tool_call";
  const caller = isCustom || call.type === "function_call" ? call.caller : undefined;
  return {
    type: isCustom ? "custom_tool_call_output" : "function_call_output",
    ...(caller?.type === "program" && { caller }),
  };
}

function toMessage(text: string): Item {
  return { role: "assistant", content: text };
}

function toKnownMessage(text: string, replay: object): Item {
  const content = [{ type: "output_text", text, annotations: [], logprobs: [] }];
  return { ...replay, content } as unknown as Item;
}

function toCall(part: Extract<AssistantPart, { type: "tool_call" }>, replay: object = {}): Item {
  const { id: call_id, name } = part;
  if ("type" in replay && replay.type === "custom_tool_call") {
    return { ...replay, type: "custom_tool_call", call_id, name, input: part.arguments };
  }
  // The API takes nothing but JSON; other wires say nothing for a call without arguments.
  const text = part.arguments === "" ? "{}" : toWellFormedJson(part.arguments);
  return { ...replay, type: "function_call", call_id, name, arguments: text };
}
