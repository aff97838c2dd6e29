import type { JsonObject } from "../../internal/json.js";
import type { Replay } from "../../model/message.js";
import { asObject } from "../wire/read-json.js";

/** What of a thought goes back to Anthropic beside its text. */
export type Thought =
  /** `""` where a compatible server signs nothing. */
  | { readonly type: "thinking"; readonly signature: string }
  /** A thought that is not shown: encrypted, and whole. */
  | { readonly type: "redacted_thinking"; readonly data: string };

const wire = "anthropic";

/** Keeps for the next request what Anthropic wants back with a part: of a thought, or fields of a block. */
export function toReplay(data: Thought | JsonObject): Replay {
  return { wire, data: { ...data } };
}

/** Reads what `toReplay` kept; `undefined` for what another wire kept, or nobody. */
export function readReplay(replay: Replay | undefined): JsonObject | undefined {
  if (replay?.wire !== wire) return undefined;
  // A conversation may have been stored and read again, so its form is not to be relied on.
  return asObject(replay.data) as JsonObject | undefined;
}

/** Reads what was kept of a thought. */
export function readThought(replay: Replay | undefined): Thought | undefined {
  const { type, signature, data } = readReplay(replay) ?? {};
  if (type === "thinking" && typeof signature === "string") return { type, signature };
  if (type === "redacted_thinking" && typeof data === "string") return { type, data };
  return undefined;
}

/** Reads a block of the server's own, which was kept as it came. */
export function readServerBlock(replay: Replay | undefined): JsonObject | undefined {
  const block = readReplay(replay);
  const { type } = block ?? {};
  if (typeof type !== "string" || type === "thinking" || type === "redacted_thinking") {
    return undefined;
  }
  return block;
}
