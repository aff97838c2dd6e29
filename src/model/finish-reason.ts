/**
 * Why the model stopped: it was done (`stop`), reached its token limit (`length`), asks for tools
 * (`tool_calls`), was stopped by the provider's filter (`content_filter`), declined (`refusal`), or
 * stopped for another reason (`other`). `pause`: the provider paused while it ran tools of its own, and the
 * next step goes on with the message.
 */
export type FinishReason =
  | "stop"
  | "length"
  | "tool_calls"
  | "content_filter"
  | "refusal"
  | "pause"
  | "other";

/** Every {@link FinishReason}. */
export const finishReasons: readonly string[] = Object.keys({
  stop: true,
  length: true,
  tool_calls: true,
  content_filter: true,
  refusal: true,
  pause: true,
  other: true,
} satisfies Record<FinishReason, true>);
