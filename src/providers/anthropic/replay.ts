import type { Replay } from "../../model/message.js";

/** What of a thought goes back to Anthropic beside its text. */
export type Thought =
  /** `""` where a compatible server signs nothing. */
  | { readonly type: "thinking"; readonly signature: string }
  /** A thought that is not shown: encrypted, and whole. */
  | { readonly type: "redacted_thinking"; readonly data: string };

const wire = "anthropic";

/** Keeps a thought for the next request. */
export function toReplay(thought: Thought): Replay {
  return { wire, data: { ...thought } };
}

/** Reads what `toReplay` kept; `undefined` for what another wire kept, or nobody. */
export function readThought(replay: Replay | undefined): Thought | undefined {
  if (replay?.wire !== wire) return undefined;
  const { type, signature, data } = replay.data;
  if (type === "thinking" && typeof signature === "string") return { type, signature };
  if (type === "redacted_thinking" && typeof data === "string") return { type, data };
  return undefined;
}
