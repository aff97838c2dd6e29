import { invalidSetup } from "../errors/assert-options.js";
import { systemClock } from "../internal/clock.js";
import { toMs } from "../internal/duration.js";
import { randomId } from "../internal/random-id.js";
import { anthropic } from "../providers/anthropic/anthropic.js";
import { fake } from "../providers/fake/fake.js";
import { openai } from "../providers/openai/openai.js";
import { createMemoryCache } from "../cache/memory-cache.js";
import type { Observer } from "../protocol/observer.js";
import type { ExecutionRecord } from "../protocol/record.js";
import { configRule } from "./config-rules.js";
import type { AgentsConfig, ResolvedConfig, SubscriberFailure } from "./config.js";

/**
 * Marks what `defineConfig` returns. A registered symbol, because the command may be from another copy of
 * this package.
 */
const brand = Symbol.for("troupe.config");

/**
 * Declares a project's config: the default export of `agents.config.ts`. This function reads, loads and
 * connects nothing; keys are read when a provider is first called.
 *
 * @throws {AgentError} `config_invalid`, with every issue, for an unknown option or an invalid value.
 *   The build reports the same, with the place of each.
 */
export function defineConfig(config: AgentsConfig): ResolvedConfig {
  const faults = configRule(config);
  if (faults.length > 0) {
    // Includes the argument, so that the build can find the place of each fault.
    throw Object.defineProperty(invalidSetup("defineConfig()", faults), brand, { value: config });
  }
  const clock = config.clock ?? systemClock;
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
    content: { providerMessages: config.content?.providerMessages ?? true },
    cache: config.cache ?? createMemoryCache({ clock, maxEntries: 1_000 }),
    highWaterMark: config.highWaterMark ?? 65_536,
    maxOutputBytes: config.maxOutputBytes ?? 64 * 1024 * 1024,
    readerPatienceMs: toMs(config.readerPatience ?? "10s"),
    observers: observersOf(config),
    onSubscriberError: config.onSubscriberError ?? reportToConsole,
    clock,
    createId: config.createId ?? randomId,
  };
  return Object.defineProperty(resolved, brand, { value: config });
}

function observersOf({ observers = [], onExecution }: AgentsConfig): readonly Observer[] {
  if (onExecution === undefined) return observers;
  const end = (record: ExecutionRecord): void => onExecution(record);
  return [...observers, { events: [], start: () => ({ end }) }];
}

function reportToConsole({ error, agent, executionId }: SubscriberFailure): void {
  // oxlint-disable-next-line no-console -- the documented default: an error must not vanish.
  console.error(`[troupe] a subscriber of ${agent} (${executionId}) failed:`, error);
}
