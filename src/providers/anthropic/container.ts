import type { ModelMessage } from "../../model/message.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText, type Wire } from "../wire/read-json.js";
import { readReplay, toReplay } from "./anthropic-replay.js";

/**
 * Reads where the code runs that asked for tools, from the message or from the delta that ends it: the
 * request with their results has to name it. `undefined` where the message says nothing of it.
 */
export function readContainer(message: Wire): ModelStreamPart | undefined {
  const container = asText(asObject(message["container"])?.["id"]);
  if (container === undefined) return undefined;
  return { type: "reasoning_end", replay: toReplay({ container }) };
}

/** The container whose code waits for the results that end the messages. */
export function findContainer(messages: readonly ModelMessage[]): string | undefined {
  const asked = messages.findLast(({ role }) => role !== "tool");
  if (asked?.role !== "assistant" || typeof asked.content === "string") return undefined;
  if (asked === messages.at(-1)) return undefined;
  for (const { replay } of asked.content) {
    const container = asText(readReplay(replay)?.["container"]);
    if (container !== undefined) return container;
  }
  return undefined;
}
