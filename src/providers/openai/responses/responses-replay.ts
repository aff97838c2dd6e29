import type { JsonObject } from "../../../internal/json.js";
import type { Replay } from "../../../model/message.js";
import type { Wire } from "../../wire/read-json.js";

const wire = "openai-responses";

/**
 * Keeps what OpenAI wants back with a part: its item, untouched but for what the part says itself.
 *
 * @param said The fields of the item that are left out.
 */
export function toReplay(item: Wire, said: readonly string[] = []): Replay {
  const fields = Object.entries(item).filter(([name]) => !said.includes(name));
  // It was parsed from JSON.
  return { wire, data: Object.fromEntries(fields) as JsonObject };
}

/** The item that came with a part; `undefined` for parts of other wires, and those that had none. */
export function readReplay({ replay }: { readonly replay?: Replay }): JsonObject | undefined {
  return replay?.wire === wire ? replay.data : undefined;
}
