import type { Duration } from "../internal/duration.js";
import type { Clock } from "../internal/clock.js";
import type { MaxSteps } from "../manifest/manifest.js";
import type { ModelId } from "../model/model-id.js";
import type { Provider } from "../model/provider.js";
import type { ModelFacts } from "../model-registry/model-info.js";
import type { CacheStore } from "../cache/cache.js";
import type { Observer } from "../protocol/observer.js";
import type { ExecutionRecord } from "../protocol/record.js";

/** Time limits. Absent ones come from the config, or from the runtime's defaults. */
export interface TimeoutLimits {
  /** Bounds the whole execution. Default: `"10m"`. */
  readonly total?: Duration;
  /**
   * Bounds the wait for the first text, reasoning or tool call of a streaming request, whatever else
   * the provider sends before it. Default: `"2m"`.
   */
  readonly firstToken?: Duration;
  /**
   * Bounds each silence of the provider after that. Every byte ends a silence, including a keep-alive
   * or a piece of a long event. Time in which no reader wants more does not count. Default: `"60s"`.
   */
  readonly idle?: Duration;
}

/** A total limit, or several. */
export type Timeout = Duration | TimeoutLimits;

/**
 * When to retry a request. No option retries a request after part of its answer was delivered, except
 * `restart`.
 */
export interface RetryOptions {
  /** The number of requests to one model, including the first: 1 to 20. Default: 3. */
  readonly maxAttempts?: number;
  /**
   * The length of the first wait. Each wait is twice as long as the one before, shortened at random by
   * up to a quarter. Default: 500, or `maxDelayMs` if that is less.
   */
  readonly initialDelayMs?: number;
  /** The longest wait. If a provider asks for a longer one, the request is not retried. Default: 30,000. */
  readonly maxDelayMs?: number;
  /**
   * Whether to restart an answer that is interrupted after text was delivered. A `reset` event then
   * says that the text so far is void; a loop over chunks, which cannot take text back, ends with
   * `interrupted`. Default: false.
   */
  readonly restart?: boolean;
  /**
   * Whether to ask the model again, within `maxAttempts`, when its answer does not satisfy the schema:
   * it gets its answer and every issue. The text so far becomes void, so a streaming call does this
   * only with `restart`. Default: false.
   */
  readonly invalidOutput?: boolean;
}

/** Defaults for every agent that does not set its own. */
export interface AgentDefaults {
  /** `"provider/model"`. */
  readonly model?: ModelId;
  /** Default: false. */
  readonly streaming?: boolean;
  readonly timeout?: Timeout;
  /** `false`: requests are not retried. Default: three attempts, with the defaults of `RetryOptions`. */
  readonly retry?: RetryOptions | false;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /**
   * How many messages the model may write; in the last one it must answer. `{ max: 10, atLimit: "fail" }`: it may
   * ask for tools, and the execution then fails with `max_steps`. Default: 10.
   */
  readonly maxSteps?: MaxSteps;
}

/** How tools run. */
export interface ToolsConfig {
  /** The timeout of a tool that does not set its own. Default: `"60s"`. */
  readonly timeout?: Duration;
  /** How many tools of one step run at once. Default: 8. */
  readonly concurrency?: number;
}

/**
 * How generated modules import the project's modules and each other: `./story.js`, `./story.ts` or
 * `./story`.
 */
export type ImportStyle = "js" | "ts" | "none";

/** How the output is written. */
export interface EmitConfig {
  /**
   * Default: what the project's tsconfig.json allows. `"ts"` with `allowImportingTsExtensions` or
   * `rewriteRelativeImportExtensions`, `"none"` for CommonJS, and with `moduleResolution` `"bundler"` if
   * tsc writes no JavaScript; otherwise `"js"`. A standalone output always uses `.ts`.
   */
  readonly imports?: ImportStyle;
  /**
   * Whether to write the JSON Schema of each agent's params and output as well, into
   * `generated/schemas`. Default: false.
   */
  readonly jsonSchemas?: boolean;
}

/** What errors, warnings and records may reveal about prompts and answers. */
export interface ContentPolicy {
  /**
   * Whether errors and warnings contain the provider's own words about a failure, and `cause` the error
   * behind it. They can quote a part of the prompt. Default: true.
   */
  readonly providerMessages?: boolean;
}

/** A subscriber's exception, and where it happened. */
export interface SubscriberFailure {
  readonly error: unknown;
  readonly executionId: string;
  readonly agent: string;
}

/** What `defineConfig` takes. Only `agents` has no default. */
export interface AgentsConfig {
  /**
   * Globs of the modules that declare agents, relative to the project's root, which is where the
   * command runs.
   */
  readonly agents: string | readonly string[];
  /** Where the build writes, relative to the project's root. Default: `"generated"`. */
  readonly output?: string;
  /** How the output is written. */
  readonly emit?: EmitConfig;
  /**
   * Whether the output can be loaded without a compiler, for example with Node's own type stripping: it
   * then imports copies of the agents' modules without decorators. Default: false.
   */
  readonly standalone?: boolean;
  /**
   * A Markdown file, relative to the project's root, in which the build maintains a section about the
   * agents for coding assistants: `"AGENTS.md"`. Default: none.
   */
  readonly agentsMd?: string;
  readonly defaults?: AgentDefaults;
  /**
   * By the name that models start with: `groq` for `"groq/llama-4"`. `openai`, `anthropic` and `fake`
   * always exist and can be replaced.
   */
  readonly providers?: Readonly<Record<string, Provider>>;
  /**
   * Facts about models, by `"provider/model"`: what they can do, their limits, their prices. They
   * override what this package knows.
   */
  readonly models?: Readonly<Record<ModelId, ModelFacts>>;
  readonly tools?: ToolsConfig;
  /** What errors may quote from a failing provider. Default: its own words, without keys. */
  readonly content?: ContentPolicy;
  /** Where answers of agents with `@cache` are stored. Default: in memory, up to 1,000 answers. */
  readonly cache?: CacheStore;
  /**
   * How far the runtime reads a provider ahead of the slowest active reader, in UTF-16 units of text,
   * reasoning and tool arguments. Default: 65,536.
   */
  readonly highWaterMark?: number;
  /**
   * How much the models of one execution may write, in bytes of UTF-8: text, reasoning and tool arguments,
   * over all steps and attempts. An execution that exceeds it fails with `output_limit` and keeps the text
   * up to that point. Other data of the answer, such as what goes back with the next request, may be as
   * large again. Each piece of an answer costs memory, so their number is limited as well: one per 16 of
   * these bytes, but at least 65,536. At most 268,435,456 (256 MiB). Default: 67,108,864 (64 MiB).
   */
  readonly maxOutputBytes?: number;
  /**
   * How long an iterator that reads nothing can slow down the provider, because an abandoned iterator
   * looks the same as a slow one. It counts again as soon as it reads something. Default: `"10s"`.
   */
  readonly readerPatience?: Duration;
  /** Observers of every execution, such as a store or a trace. Default: none. */
  readonly observers?: readonly Observer[];
  /** Called with the record of every execution after it ends: the short form of an observer. */
  readonly onExecution?: (record: ExecutionRecord) => void;
  /**
   * Called once for each subscriber and observer that throws; the execution continues. Default:
   * `console.error`.
   */
  readonly onSubscriberError?: (failure: SubscriberFailure) => void;
  /** The clock, for tests. Default: the system's. */
  readonly clock?: Clock;
  /** Makes the ids of executions, for tests. Default: a random UUID. */
  readonly createId?: () => string;
}

/** A config with every default filled in. */
export interface ResolvedConfig {
  readonly agents: readonly string[];
  readonly output: string;
  readonly emit: EmitConfig;
  readonly standalone: boolean;
  readonly agentsMd: string | undefined;
  readonly defaults: AgentDefaults;
  readonly providers: Readonly<Record<string, Provider>>;
  readonly models: Readonly<Record<string, ModelFacts>>;
  readonly tools: Readonly<Required<ToolsConfig>>;
  readonly content: Readonly<Required<ContentPolicy>>;
  readonly cache: CacheStore;
  readonly highWaterMark: number;
  readonly maxOutputBytes: number;
  readonly readerPatienceMs: number;
  /** With `onExecution` as one of them. */
  readonly observers: readonly Observer[];
  readonly onSubscriberError: (failure: SubscriberFailure) => void;
  readonly clock: Clock;
  readonly createId: () => string;
}
