import type { PromptCacheTtl } from "../../model/prompt-cache.js";

/** What ends the parts of one request that a prompt cache keeps, in the order in which they are sent. */
export class Breakpoints<Block extends object> {
  readonly #ends = new Map<Block, PromptCacheTtl>();

  /** Takes the next block; without a time it is no breakpoint. */
  mark(block: Block | undefined, ttl: PromptCacheTtl | undefined): void {
    if (block === undefined || ttl === undefined) return;
    this.#ends.set(block, this.#ends.get(block) === "1h" ? "1h" : ttl);
  }

  /**
   * The blocks with their times. Anthropic refuses an hour after five minutes; what is kept for an hour
   * includes all that stands before it, so that gets an hour, too, which costs the same.
   */
  settle(): readonly (readonly [Block, PromptCacheTtl])[] {
    const ends = [...this.#ends];
    const lastHour = ends.findLastIndex(([, ttl]) => ttl === "1h");
    return ends.map(([block], index) => [block, index <= lastHour ? "1h" : "5m"]);
  }
}

/** As Anthropic has it. Five minutes are the default, and compatible servers may not know the field. */
export function toCacheControl(ttl: PromptCacheTtl): {
  readonly type: "ephemeral";
  readonly ttl?: "1h";
} {
  return { type: "ephemeral", ...(ttl === "1h" && { ttl }) };
}
