import type { Duration } from "../internal/duration.js";
import type { Clock } from "../internal/clock.js";
import type { ModelId } from "../model/model-id.js";
import type { Provider } from "../model/provider.js";
import type { ModelFacts } from "../model-registry/model-info.js";
import type { CacheStore } from "../cache/cache.js";
import type { Observer } from "../protocol/observer.js";
import type { ExecutionRecord } from "../protocol/record.js";

/** Limits of time. An absent one is the config's, and else the runtime's own. */
export interface TimeoutLimits {
  /** Bounds the whole execution. Default: `"10m"`. */
  readonly total?: Duration;
  /**
   * Bounds the wait for the first text, thought or tool call of a streaming request, whatever else the
   * provider sends meanwhile. Default: `"2m"`.
   */
  readonly firstToken?: Duration;
  /**
   * Bounds the provider's silence after that. Every byte ends a silence: a keep-alive, or a piece of a long
   * event. The time in which no reader wants more does not count. Default: `"60s"`.
   */
  readonly idle?: Duration;
}

/** A total limit, or several. */
export type Timeout = Duration | TimeoutLimits;

/** When a request is made again, as long as nothing of its answer was delivered. */
export interface RetryOptions {
  /** Requests to one model, the first included: 1 to 20. Default: 3. */
  readonly maxAttempts?: number;
  /**
   * How long the first wait is. Each is twice as long as the one before, and is then shortened at random
   * by up to a quarter. Default: 500, or `maxDelayMs` where that is less.
   */
  readonly initialDelayMs?: number;
  /** No wait is longer than this. A provider that asks for more is not asked again. Default: 30,000. */
  readonly maxDelayMs?: number;
  /**
   * Whether an answer that breaks off after text was delivered is begun again as well. A `reset` event
   * then says that what was shown is void; a loop over chunks, which cannot take any back, ends with
   * `interrupted`. Default: false.
   */
  readonly restart?: boolean;
  /**
   * Whether an answer that does not satisfy the schema is asked for again, within `maxAttempts`: the model
   * is told its answer and every issue. Text that was given is void, so a streaming call does it under
   * `restart` alone. Default: false.
   */
  readonly invalidOutput?: boolean;
}

/** What holds for every agent that does not say otherwise. */
export interface AgentDefaults {
  /** `"provider/model"`. */
  readonly model?: ModelId;
  /** Default: false. */
  readonly streaming?: boolean;
  readonly timeout?: Timeout;
  /** `false`: no request is made again. Default: three attempts, as `RetryOptions` has them. */
  readonly retry?: RetryOptions | false;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** How many messages the model may write before `max_steps`. Default: 10. */
  readonly maxSteps?: number;
}

/** How tools run. */
export interface ToolsConfig {
  /** What a tool may take that does not say otherwise. Default: `"60s"`. */
  readonly timeout?: Duration;
  /** How many tools of one step run at once. Default: 8. */
  readonly concurrency?: number;
}

/**
 * How generated modules import those of the project and each other: `./story.js`, `./story.ts` or
 * `./story`.
 */
export type ImportStyle = "js" | "ts" | "none";

/** How the output is written. */
export interface EmitConfig {
  /**
   * Default: what the project's tsconfig.json takes. `"ts"` with `allowImportingTsExtensions` or
   * `rewriteRelativeImportExtensions`, `"none"` with `moduleResolution` `"bundler"` where tsc writes no
   * JavaScript, and where modules are CommonJS, and else `"js"`. A standalone output has `.ts`, whatever this says.
   */
  readonly imports?: ImportStyle;
  /**
   * Whether params and outputs are written as JSON Schema as well, each into a file: see
   * `generated/schemas`. Default: false.
   */
  readonly jsonSchemas?: boolean;
}

/** What errors, warnings and records may say of what was asked and answered. */
export interface ContentPolicy {
  /**
   * Whether a provider's own words about a failure are in errors and warnings, and what caused a failure in their `cause`. They
   * can quote the prompt, in up to 300 characters. Default: true.
   */
  readonly providerMessages?: boolean;
}

/** A subscriber's exception, and whose it was. */
export interface SubscriberFailure {
  readonly error: unknown;
  readonly executionId: string;
  readonly agent: string;
}

/** What `defineConfig` takes. Only `agents` has no default. */
export interface AgentsConfig {
  /** Globs of the modules that declare agents, from the project's root: where the command runs. */
  readonly agents: string | readonly string[];
  /** Where the build writes, from the project's root. Default: `"generated"`. */
  readonly output?: string;
  /** How the output is written. */
  readonly emit?: EmitConfig;
  /**
   * Whether the output loads as it is in a runtime without a compiler, as by Node's own type stripping:
   * it imports no agent's module but a copy without decorators. Default: false.
   */
  readonly standalone?: boolean;
  /**
   * A Markdown file of the project, from its root, in which the build keeps a section on its agents for
   * coding assistants: `"AGENTS.md"`. Default: none.
   */
  readonly agentsMd?: string;
  readonly defaults?: AgentDefaults;
  /**
   * By the name that a model begins with: `groq` for `"groq/llama-4"`. `openai`, `anthropic` and
   * `fake` are always there, and may be replaced.
   */
  readonly providers?: Readonly<Record<string, Provider>>;
  /**
   * What the application knows of models, by `"provider/model"`: what they can do, their limits, their prices.
   * Each of it holds over what this package knows itself.
   */
  readonly models?: Readonly<Record<ModelId, ModelFacts>>;
  readonly tools?: ToolsConfig;
  /** What may be told of what a provider says when it fails. Default: its own words, without keys. */
  readonly content?: ContentPolicy;
  /** Where answers of agents with `@cache` are kept. Default: in memory, 1,000 answers. */
  readonly cache?: CacheStore;
  /**
   * How far a provider is read ahead of the slowest active reader, in UTF-16 units of text, reasoning
   * and arguments of tools.
   * Default: 65,536.
   */
  readonly highWaterMark?: number;
  /**
   * How much the models of one execution may write, in bytes of UTF-8: text, thoughts and arguments of
   * tools, over all steps and attempts. More ends it as `output_limit`, with the text up to there. What
   * comes along with it, such as what goes back with the next request, may be as much again. Each piece of an answer costs memory whatever it says, so there may be one
   * for 16 of these bytes, or 65,536 where that is more. At most 268,435,456 (256 MiB).
   * Default: 67,108,864 (64 MiB).
   */
  readonly maxOutputBytes?: number;
  /**
   * How long an iterator that takes nothing holds the provider back: one that was dropped looks the same
   * as a slow one. After that it counts again when it takes something. Default: `"10s"`.
   */
  readonly readerPatience?: Duration;
  /** Who sees every execution from beside, such as a store or a trace. Default: nobody. */
  readonly observers?: readonly Observer[];
  /** Called with the record of every execution when it has ended: the short form of an observer. */
  readonly onExecution?: (record: ExecutionRecord) => void;
  /** Called once for each subscriber and observer that throws; it keeps the execution alive. Default: `console.error`. */
  readonly onSubscriberError?: (failure: SubscriberFailure) => void;
  /** Time, for tests. Default: the system's. */
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
