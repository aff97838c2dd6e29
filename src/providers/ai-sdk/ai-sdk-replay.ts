import type { JsonObject } from "../../internal/json.js";
import type { Replay } from "../../model/message.js";
import { asObject } from "../wire/read-json.js";

/** Whose `Replay` this is: what came as `providerMetadata` goes back as `providerOptions`. */
export const replayWire = "ai-sdk";

/** What a provider wants back of a part, as plain JSON. `undefined` when it said nothing. */
export function toReplay(metadata: unknown): Replay | undefined {
  const objects = Object.entries(asObject(metadata) ?? {}).filter(([, value]) => asObject(value));
  if (objects.length === 0) return undefined;
  try {
    // Through text, so that what is kept is plain JSON whatever a provider put there.
    const data = JSON.parse(JSON.stringify(Object.fromEntries(objects))) as JsonObject;
    return { wire: replayWire, data };
  } catch {
    return undefined;
  }
}
