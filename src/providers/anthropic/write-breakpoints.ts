import type { Anthropic } from "@anthropic-ai/sdk";
import { AgentError } from "../../errors.js";
import { toCacheControl, type Breakpoints } from "../wire/breakpoints.js";

/** A block that may end what the prompt cache keeps. */
export interface Markable {
  cache_control?: Anthropic.CacheControlEphemeral | null;
}

/**
 * The most breakpoints of a request.
 * Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching ("Cache breakpoints").
 */
const maxBreakpoints = 4;

/**
 * Writes the breakpoints of a request into its blocks.
 * @throws {AgentError} `provider_rejected` for more than the API takes.
 */
export function writeBreakpoints(breakpoints: Breakpoints<Markable>): void {
  const ends = breakpoints.settle();
  if (ends.length > maxBreakpoints) {
    throw new AgentError(
      "provider_rejected",
      `The request has ${ends.length} marks for Anthropic's prompt cache, which takes ${maxBreakpoints}: @promptCache marks the tools and the system messages, and promptCache each part of a message. Nothing was sent. Mark fewer parts: what comes before a mark is kept as well.`,
    );
  }
  for (const [block, ttl] of ends) block.cache_control = toCacheControl(ttl);
}
