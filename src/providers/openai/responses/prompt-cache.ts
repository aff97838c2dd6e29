import type { ModelContentPart } from "../../../model/message.js";
import type { PromptCacheTtl } from "../../../model/prompt-cache.js";

/**
 * Models that are told what to keep, from GPT 5.6 on. All others keep the beginning of a prompt by themselves,
 * and may refuse the field.
 * Source: `prompt_cache_options` in https://developers.openai.com/api/reference/resources/responses.
 */
const tellable = /^gpt-(?:5\.(?:[6-9]|\d\d)|[6-9]|1\d)(?!\d)/;

/** Whether a model of OpenAI's is told where to end what its prompt cache keeps. */
export function takesBreakpoints(model: string): boolean {
  return tellable.test(model.replace(/^ft:/, ""));
}

/** The mark of a part. The time is the least: 30 minutes without one, and else the shortest from an hour on. */
export function toBreakpoint(ttl: PromptCacheTtl): {
  readonly prompt_cache_breakpoint: { readonly mode: "explicit"; readonly ttl?: "12h" };
} {
  return { prompt_cache_breakpoint: { mode: "explicit", ...(ttl === "1h" && { ttl: "12h" }) } };
}

/** A content whose last part is marked; what it says itself for an hour stays. */
export function withMark(
  content: string | readonly ModelContentPart[],
  ttl: PromptCacheTtl,
): readonly ModelContentPart[] {
  const parts: readonly ModelContentPart[] =
    typeof content === "string" ? [{ type: "text", text: content }] : content;
  return parts.map((part, index) =>
    index === parts.length - 1 && part.promptCache !== "1h" ? { ...part, promptCache: ttl } : part,
  );
}
