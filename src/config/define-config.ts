import { AgentError } from "../errors.js";
import { systemClock } from "../internal/clock.js";
import { readDuration } from "../internal/duration.js";
import { anthropic } from "../providers/anthropic/anthropic.js";
import { fake } from "../providers/fake/fake.js";
import { openai } from "../providers/openai/openai.js";
import { createMemoryCache } from "../store/memory-cache.js";
import type { AgentsConfig, ResolvedConfig, SubscriberFailure, ToolsConfig } from "./config.js";

const brand = Symbol.for("troupe.config");

/**
 * Declares a project's agents: the default export of `agents.config.ts`. Nothing is read, loaded or
 * connected here; keys are read when a provider is first called. Throws `config_invalid` for a
 * `highWaterMark` that is no number above zero, and for `tools` with a concurrency that is no whole
 * number above zero or a timeout that is no duration.
 */
export function defineConfig(config: AgentsConfig): ResolvedConfig {
  const clock = config.clock ?? systemClock;
  const highWaterMark = config.highWaterMark ?? 65_536;
  if (!(highWaterMark > 0)) {
    throw new AgentError(
      "config_invalid",
      `highWaterMark is ${String(highWaterMark)}. Write a number above zero, or leave it out for 65,536.`,
    );
  }
  const { timeout = "60s", concurrency = 8 } = config.tools ?? {};
  const tools = { timeout, concurrency };
  assertTools(tools);
  const resolved: ResolvedConfig = {
    agents: typeof config.agents === "string" ? [config.agents] : config.agents,
    output: config.output ?? "generated",
    defaults: config.defaults ?? {},
    providers: { openai: openai(), anthropic: anthropic(), fake: fake(), ...config.providers },
    models: config.models ?? {},
    tools,
    cache: config.cache ?? createMemoryCache({ clock, maxEntries: 1_000 }),
    highWaterMark,
    onSubscriberError: config.onSubscriberError ?? reportToConsole,
    clock,
    createId: config.createId ?? (() => crypto.randomUUID()),
  };
  // With what was given: a key that nothing knows is nowhere else, and the build is to say so.
  return Object.defineProperty(resolved, brand, { value: config });
}

function assertTools({ timeout, concurrency }: Required<ToolsConfig>): void {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new AgentError(
      "config_invalid",
      `tools.concurrency is ${String(concurrency)}. Write a whole number above zero, or leave it out for 8.`,
    );
  }
  if (readDuration(String(timeout)) === undefined) {
    throw new AgentError(
      "config_invalid",
      `tools.timeout is ${JSON.stringify(timeout)}, which is no duration. Write a number and a unit ("250ms", "30s", "3m", "1h", "2d"), or leave it out for "60s".`,
    );
  }
}

function reportToConsole({ error, agent, executionId }: SubscriberFailure): void {
  // oxlint-disable-next-line no-console -- the documented default: an error must not vanish.
  console.error(`[troupe] a subscriber of ${agent} (${executionId}) failed:`, error);
}
