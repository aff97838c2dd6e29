import { AgentError } from "../errors.js";
import { systemClock } from "../internal/clock.js";
import { readDuration } from "../internal/duration.js";
import { anthropic } from "../providers/anthropic/anthropic.js";
import { fake } from "../providers/fake/fake.js";
import { openai } from "../providers/openai/openai.js";
import { createMemoryCache } from "../store/memory-cache.js";
import type { AgentsConfig, ResolvedConfig, SubscriberFailure } from "./config.js";

const brand = Symbol.for("troupe.config");

/**
 * Declares a project's agents: the default export of `agents.config.ts`. Nothing is read, loaded or
 * connected here; keys are read when a provider is first called. Throws `config_invalid` for a
 * `highWaterMark` that is not a number above zero, and a `readerPatience` that is not a duration.
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
  const { readerPatience = "10s" } = config;
  const readerPatienceMs = readDuration(String(readerPatience));
  if (readerPatienceMs === undefined) {
    throw new AgentError(
      "config_invalid",
      `readerPatience is ${JSON.stringify(readerPatience)}, which is not a duration. Write a number and a unit ("500ms", "10s", "1m"), or leave it out for "10s".`,
    );
  }
  const { timeout = "60s", concurrency = 8 } = config.tools ?? {};
  const resolved: ResolvedConfig = {
    agents: typeof config.agents === "string" ? [config.agents] : config.agents,
    output: config.output ?? "generated",
    emit: config.emit ?? {},
    standalone: config.standalone ?? false,
    agentsMd: config.agentsMd,
    defaults: config.defaults ?? {},
    providers: { openai: openai(), anthropic: anthropic(), fake: fake(), ...config.providers },
    models: config.models ?? {},
    tools: { timeout, concurrency },
    cache: config.cache ?? createMemoryCache({ clock, maxEntries: 1_000 }),
    highWaterMark,
    readerPatienceMs,
    onSubscriberError: config.onSubscriberError ?? reportToConsole,
    clock,
    createId: config.createId ?? (() => crypto.randomUUID()),
  };
  // With what was given: a key that nothing knows is nowhere else, and the build is to say so.
  return Object.defineProperty(resolved, brand, { value: config });
}

function reportToConsole({ error, agent, executionId }: SubscriberFailure): void {
  // oxlint-disable-next-line no-console -- the documented default: an error must not vanish.
  console.error(`[troupe] a subscriber of ${agent} (${executionId}) failed:`, error);
}
