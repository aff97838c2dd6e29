import { maxTimerMs } from "../internal/duration.js";
import { timeLimit } from "../internal/options/duration-rules.js";
import { noFaults, type OptionRule } from "../internal/options/option-rule.js";
import {
  callback,
  count,
  either,
  flag,
  list,
  modelId,
  numeric,
  oneOf,
  record,
  someText,
  text,
  typed,
  withMethods,
} from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { showValue } from "../internal/options/show-value.js";
import { executionEventTypes } from "../protocol/events.js";
import type { MaxSteps } from "../manifest/manifest.js";
import type { Observer } from "../protocol/observer.js";
import { modelsRule } from "../model-registry/model-facts-rule.js";
import type {
  AgentDefaults,
  AgentsConfig,
  ContentPolicy,
  EmitConfig,
  RetryOptions,
  TimeoutLimits,
  ToolsConfig,
} from "./config.js";
import { isObject } from "../internal/is-object.js";

/** The range of temperatures. Some models allow less. */
export const temperatureRule: OptionRule = numeric(
  "a number between 0 and 2",
  (value) => value >= 0 && value <= 2,
);

/** A total limit, or several. */
export const timeoutRule: OptionRule = either(
  "a duration, or an object of total, firstToken and idle",
  timeLimit,
  shape<TimeoutLimits>({ total: timeLimit, firstToken: timeLimit, idle: timeLimit }),
);

/** How many messages the model may write, and what happens in the last. */
export const maxStepsRule: OptionRule = either(
  'a whole number above zero, or { max, atLimit: "fail" }',
  count,
  shape<Exclude<MaxSteps, number>>({ max: count, atLimit: oneOf("fail") }, ["max", "atLimit"]),
);

/** More would be a loop, not a retry. */
const mostAttempts = 20;

const delay = numeric(
  "a number of milliseconds, at most 24 days",
  (value) => value >= 0 && value <= maxTimerMs,
);

const noRetry = typed(isObject, "false, or options such as { maxAttempts: 3 }", showValue);

const retryShape = shape<RetryOptions>({
  maxAttempts: numeric(
    `a whole number between 1 and ${mostAttempts}`,
    (value) => Number.isInteger(value) && value >= 1 && value <= mostAttempts,
  ),
  initialDelayMs: delay,
  maxDelayMs: delay,
  restart: flag,
  invalidOutput: flag,
});

/** The rule for retries: options, or `false` for none. */
export const retryRule: OptionRule = (value) => {
  if (value === false) return noFaults;
  if (!isObject(value)) return noRetry(value);
  const faults = retryShape(value);
  if (faults.length > 0) return faults;
  const { initialDelayMs, maxDelayMs } = value as RetryOptions;
  if (initialDelayMs === undefined || maxDelayMs === undefined) return faults;
  if (initialDelayMs <= maxDelayMs) return faults;
  const expected = `a number that is not above maxDelayMs (${maxDelayMs})`;
  const shown = String(initialDelayMs);
  return [{ path: ["initialDelayMs"], kind: "range", expected, shown }];
};

/** One string can hold a text of this many bytes, even if JSON escapes parts of it. */
const mostOutputBytes = 256 * 1024 * 1024;

/** How much a model may write in one execution. */
export const maxOutputBytesRule: OptionRule = numeric(
  `a whole number of bytes between 1 and ${mostOutputBytes} (256 MiB)`,
  (value) => Number.isInteger(value) && value >= 1 && value <= mostOutputBytes,
);

const globs: OptionRule = either(
  'a glob, or a list of globs: "agents/**/*.agent.ts"',
  someText,
  list(someText),
);

const provider: OptionRule = typed(
  (value) =>
    isObject(value) && typeof value["kind"] === "string" && typeof value["stream"] === "function",
  'a provider: openai({ … }), anthropic({ … }) or fake({ … }), or an object with "kind" and "stream"',
);

const observer: OptionRule = (value) => {
  const faults = withMethods("an observer", "start")(value);
  if (faults.length > 0) return faults;
  const { events } = value as Partial<Observer>;
  if (events === undefined) return faults;
  return list(oneOf(...executionEventTypes))(events).map((fault) => ({
    ...fault,
    path: ["events", ...fault.path],
  }));
};

/** The rule for {@link AgentsConfig}. The build checks whether the providers of models exist. */
export const configRule: OptionRule = shape<AgentsConfig>(
  {
    agents: globs,
    output: someText,
    emit: shape<EmitConfig>({ imports: oneOf("js", "ts", "none"), jsonSchemas: flag }),
    standalone: flag,
    agentsMd: text,
    defaults: shape<AgentDefaults>({
      model: modelId,
      streaming: flag,
      timeout: timeoutRule,
      retry: retryRule,
      temperature: temperatureRule,
      maxTokens: count,
      maxSteps: maxStepsRule,
    }),
    providers: record(provider, "an object of providers"),
    models: modelsRule,
    tools: shape<ToolsConfig>({ timeout: timeLimit, concurrency: count }),
    content: shape<ContentPolicy>({ providerMessages: flag }),
    cache: withMethods("a store", "get", "set"),
    highWaterMark: numeric("a number above zero", (value) => value > 0),
    maxOutputBytes: maxOutputBytesRule,
    readerPatience: timeLimit,
    observers: list(observer),
    onExecution: callback,
    onSubscriberError: callback,
    clock: withMethods("a clock", "now", "monotonicMs", "setTimer"),
    createId: callback,
  },
  ["agents"],
);
