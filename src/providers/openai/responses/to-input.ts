import type { OpenAI } from "openai";
import type { AssistantPart, ModelMessage } from "../../../model/message.js";
import { toContent } from "./to-content.js";
import { readReplay } from "./replay.js";

type Item = OpenAI.Responses.ResponseInputItem;

/**
 * Writes the messages of a call as the input of a response.
 *
 * @param reasons Whether the model does: see `reasons`. One that does not refuses what others thought, and
 *   what came with it.
 */
export function toInput(messages: readonly ModelMessage[], reasons: boolean | undefined): Item[] {
  // Their results are other items.
  const customCalls = new Set<string>();
  return messages.flatMap((message): Item[] => {
    switch (message.role) {
      case "system":
        // Models that reason know instructions as the developer's.
        return [{ role: reasons ? "developer" : "system", content: toContent(message.content) }];
      case "user":
        return [{ role: "user", content: toContent(message.content) }];
      case "tool":
        return [
          {
            type: customCalls.has(message.toolCallId)
              ? "custom_tool_call_output"
              : "function_call_output",
            call_id: message.toolCallId,
            output: toContent(message.content),
          },
        ];
      case "assistant":
        if (typeof message.content === "string") return [toMessage(message.content)];
        return message.content.flatMap((part) => {
          const item = toItem(part, reasons === false ? undefined : readReplay(part));
          if (item?.type === "custom_tool_call") customCalls.add(item.call_id);
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

function toMessage(text: string): Item {
  return { role: "assistant", content: text };
}

function toKnownMessage(text: string, replay: object): Item {
  const content = [{ type: "output_text", text, annotations: [] }];
  return { ...replay, content } as unknown as Item;
}

function toCall(part: Extract<AssistantPart, { type: "tool_call" }>, replay: object = {}): Item {
  const { id: call_id, name } = part;
  if ("type" in replay && replay.type === "custom_tool_call") {
    return { ...replay, type: "custom_tool_call", call_id, name, input: part.arguments };
  }
  // The API takes nothing but JSON; other wires say nothing for a call without arguments.
  const text = part.arguments === "" ? "{}" : part.arguments;
  return { ...replay, type: "function_call", call_id, name, arguments: text };
}
