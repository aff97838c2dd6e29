import { oneOf } from "../internal/options/rules.js";
import type { PromptCacheTtl } from "../model/prompt-cache.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * Has the provider's prompt cache keep the agent's tools and system messages, so that the next request reads
 * them at a lower price: Anthropic's cache marks both, OpenAI's gets the agent's name as a key. A hint: a
 * provider without such a cache ignores it. A part of a message is marked with its own `promptCache`. Default:
 * no mark.
 */
export function promptCache(ttl: PromptCacheTtl): AgentDecorator {
  assertArgument("promptCache", ttl, oneOf("5m", "1h"));
  return declareOnClass({ promptCache: ttl });
}
