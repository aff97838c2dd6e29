import type { Json, JsonObject } from "../internal/json.js";
import type { HostedTool } from "../model/hosted-tool.js";
import type { LoweredSchema } from "../model/lowered-schema.js";
import type { PromptCacheTtl } from "../model/prompt-cache.js";
import type { RestorePlan } from "../schema/strict/restore-plan.js";
import type { TypeNode } from "./type-node.js";

/** The version of the manifest's format. A runtime refuses any other. */
export const manifestVersion = 1;

/**
 * Everything that the compiler learnt about a project: plain JSON. Written as
 * `generated/manifest.json`.
 */
export interface Manifest {
  readonly version: typeof manifestVersion;
  /** By name, sorted. */
  readonly agents: Readonly<Record<string, AgentSpec>>;
  /** By name, sorted. Absent: the project has none. */
  readonly networks?: Readonly<Record<string, NetworkSpec>>;
  /**
   * A short hash of each other file that the build wrote, by its name in the folder, so that the next
   * build notices edits. Absent in manifests of earlier versions.
   */
  readonly checksums?: Readonly<Record<string, string>>;
}

/** What the spec of an agent and that of a network have in common. */
export interface CallableSpec {
  readonly version: typeof manifestVersion;
  /** The caller's name: `"story"`. */
  readonly name: string;
  /** The class's name: `"StoryAgent"`. */
  readonly className: string;
  /** The module that declares the class, from the project's root, with `/`. */
  readonly source: string;
  /**
   * Names this version of the agent: a hash of this spec, of the module that declares the class and of all
   * modules that it imports, except installed packages. Absent in manifests of earlier versions.
   */
  readonly fingerprint?: string;
  /** `@description`, or else the doc comment of the class. */
  readonly description?: string;
  readonly streaming: boolean;
  /** In source order, inherited ones first. */
  readonly params: readonly ParamSpec[];
  /** Live context, in source order, inherited ones first. Absent: none. */
  readonly context?: readonly ContextSpec[];
  /** Absent: the output is the text. */
  readonly output?: OutputSpec;
  readonly timeout?: TimeoutSpec;
  /** The names of the agents and networks that its code calls as `this.agents`, sorted. Absent: none. */
  readonly members?: readonly string[];
}

/** One network, with the config's defaults and what it inherits filled in. */
export interface NetworkSpec extends CallableSpec {
  /** How many members run at once. Absent: any number. */
  readonly concurrency?: number;
  /** How many members it may call in one execution. Absent: the runtime's own. */
  readonly maxCalls?: number;
  /** In source order, inherited ones first. Absent: none. */
  readonly states?: readonly StateSpec[];
}

/** One `@state` of a network. */
export interface StateSpec {
  readonly name: string;
  readonly type: TypeNode;
  readonly description?: string;
}

/** One agent, with the config's defaults and what it inherits filled in. */
export interface AgentSpec extends CallableSpec {
  /** `"provider/model"`. */
  readonly model: string;
  /** Absent: no cache. */
  readonly cache?: CacheSpec;
  /** Absent: `defaultRetry`. `false`: one attempt for each model. */
  readonly retry?: RetrySpec | false;
  /** Models that are asked, in this order, when the ones before fail: `"provider/model"`. */
  readonly fallback?: readonly string[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** In source order: methods, inherited ones first, then those of `@tools`. Absent: none. */
  readonly tools?: readonly ToolSpec[];
  /** Tools that the provider runs itself, in source order. Absent: none. */
  readonly hostedTools?: readonly HostedTool[];
  /** How many messages the model may write. Absent: the runtime's own. */
  readonly maxSteps?: MaxSteps;
  /** Whether only the last step streams. */
  readonly streamedSteps?: "final";
  /** How long the provider's prompt cache keeps the tools and the system messages. Absent: no mark. */
  readonly promptCache?: PromptCacheTtl;
  /** Additional content for the body of requests, by the provider's name in the config. */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
}

/**
 * How many messages the model may write in one execution. In the last one it must answer; with `atLimit: "fail"`
 * it may still ask for tools, and the execution then fails with `max_steps`.
 */
export type MaxSteps = number | { readonly max: number; readonly atLimit: "fail" };

/** One tool of an agent. */
export interface ToolSpec {
  readonly name: string;
  /** `""`: none. */
  readonly description: string;
  /** JSON Schema (draft 2020-12) of the arguments: an object, or a union of objects. */
  readonly schema: JsonObject;
  /** The lowered forms for the providers that the agent reaches; see {@link OutputSpec}. */
  readonly lowered?: readonly LoweredSchema[];
  /** How to change the arguments back. If it is absent and {@link lowered} is not, nothing must change. */
  readonly restore?: RestorePlan;
  /** Absent: the config's, or for an agent its own total. */
  readonly timeoutMs?: number;
  /** Whether the execution is complete when the tool succeeds. */
  readonly final?: true;
  /** Whether a person may have to approve a call; for which arguments, code says. */
  readonly approve?: true;
  /**
   * A method of the agent; a tool made by `defineTool`, with the hash of its schema's shape when it was
   * built; another agent, by name; or a tool made by `clientTool`, which somebody else runs.
   */
  readonly run:
    | { readonly kind: "method"; readonly method: string }
    | { readonly kind: "defined"; readonly fingerprint?: string }
    | { readonly kind: "agent"; readonly agent: string }
    | { readonly kind: "client"; readonly fingerprint?: string };
}

/** One `@param`. */
export interface ParamSpec {
  readonly name: string;
  /** What a caller passes. */
  readonly type: TypeNode;
  /**
   * What comes from JSON (the command line, a model) if code may pass more: a number for
   * `z.coerce.number()`.
   */
  readonly json?: TypeNode;
  /** Whether a call must pass it: it is neither optional nor has a default. */
  readonly required: boolean;
  /** The initializer. Absent: none; a default may itself be `null`. */
  readonly default?: Json;
  readonly description?: string;
  readonly constraints?: ParamConstraints;
  /** Whether a Zod schema given to `@param` validates it, instead of `type` and `constraints`. */
  readonly zod?: true;
  /** Whether that schema converts what a caller passes; the field then has the type of the result. */
  readonly converts?: true;
  /** Hash of that schema's shape when it was built; see `fingerprintSchema`. */
  readonly fingerprint?: string;
}

/** One `@context`. Its type and its value are in no manifest. */
export interface ContextSpec {
  readonly name: string;
  /** Whether a call must pass it: it is neither optional nor has a default. */
  readonly required: boolean;
  /** Whether it has an initializer. */
  readonly hasDefault?: true;
  readonly description?: string;
}

/** What `@param({ … })` takes. Lengths count UTF-16 units of a string or elements of an array. */
export interface ParamConstraints {
  readonly min?: number;
  readonly max?: number;
  readonly int?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The source of a regular expression, matched with the `u` flag anywhere in the text. */
  readonly pattern?: string;
  readonly format?: StringFormat;
}

/** The string formats that both Zod and JSON Schema know. */
export type StringFormat =
  | "email"
  | "url"
  | "uuid"
  | "date"
  | "date-time"
  | "time"
  | "ipv4"
  | "ipv6";

/** The structured output. */
export interface OutputSpec {
  /** The exported name of the Zod schema: `"Story"`. */
  readonly exportName: string;
  /**
   * The module that exports it, from the project's root; for a package, its specifier: `"@acme/schemas"`.
   */
  readonly source: string;
  /** JSON Schema (draft 2020-12) of what the model is asked for: the schema's input. */
  readonly schema: JsonObject;
  /** Hash of the Zod schema's shape when it was built; see `fingerprintSchema`. */
  readonly fingerprint: string;
  /**
   * The schema as the known providers of the agent's model and fallbacks enforce it. Absent in manifests of
   * earlier versions; it is then lowered at the first request.
   */
  readonly lowered?: readonly LoweredSchema[];
  /**
   * How to change an answer back, from any provider. If it is absent and {@link lowered} is not, nothing
   * must change.
   */
  readonly restore?: RestorePlan;
}

export interface CacheSpec {
  readonly ttlMs: number;
  /** Part of every cache key of the agent. Change it to discard everything that is cached. */
  readonly key?: string;
}

/** When a request is made again. */
export interface RetrySpec {
  /** Requests to one model, the first included. */
  readonly maxAttempts: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** Whether an answer that is interrupted after text was delivered is restarted. */
  readonly restart?: true;
  /** Whether an answer that does not satisfy the schema is asked for again. */
  readonly invalidOutput?: true;
}

/** In milliseconds. An absent limit is the config's, otherwise the runtime's default. */
export interface TimeoutSpec {
  readonly totalMs?: number;
  readonly firstTokenMs?: number;
  readonly idleMs?: number;
}
