import type { RetryOptions, TimeoutLimits } from "../config/config.js";
import { extendRetry } from "../config/extend-retry.js";
import type { Duration } from "../internal/duration.js";
import type { MaxSteps, ParamConstraints } from "../manifest/manifest.js";
import type { JsonObject } from "../internal/json.js";
import type { HostedTool } from "../model/hosted-tool.js";
import type { ModelId } from "../model/model-id.js";
import type { PromptCacheTtl } from "../model/prompt-cache.js";
import type { AgentClass } from "./agent-class.js";
import type { ClientTool, Tool } from "./define-tool.js";
import { findMetadata, hasOwnMetadata } from "./metadata.js";
import type { ZodSchema } from "./zod-schema.js";

/** What `@param` says of a field. Both absent: nothing beyond its type. Never both present. */
export interface ParamDeclaration {
  readonly constraints?: ParamConstraints;
  readonly schema?: ZodSchema;
}

/** What `@cache` says. */
export interface CacheDeclaration {
  readonly ttl: Duration;
  readonly key?: string;
}

/** What `@tool` says of a method. */
export interface ToolMethodDeclaration {
  /** Default: the method's doc comment. */
  readonly description?: string;
  /** Default: the method's name. */
  readonly name?: string;
  readonly timeout?: Duration;
  readonly final?: boolean;
  readonly approve?: boolean | ((input: never) => boolean | Promise<boolean>);
  readonly toModel?: (result: never) => unknown;
}

/**
 * What decorators say of a class, as they were given it: nothing is checked and no default is filled
 * in. Absent: no decorator says it.
 */
export interface Declaration {
  /** Of this very class, never inherited: two agents cannot have one name. */
  readonly name?: string;
  /** Of this very class, never inherited: it says what this one does. */
  readonly description?: string;
  readonly model?: ModelId;
  readonly streaming?: boolean;
  readonly cache?: CacheDeclaration;
  /** Each limit is inherited by itself. */
  readonly timeout?: TimeoutLimits;
  /** Each option is inherited by itself; `false` turns retries off. */
  readonly retry?: RetryOptions | false;
  readonly fallback?: readonly ModelId[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly schema?: ZodSchema;
  /** Whether the last step alone streams. */
  readonly streamedSteps?: "all" | "final";
  readonly maxSteps?: MaxSteps;
  /** What `@tools` lists: tools, also of providers, and agents that are tools. Replaces what the class inherits. */
  readonly tools?: readonly (Tool | ClientTool | HostedTool | AgentClass)[];
  /** By the method's name, as `params` are by the field's. */
  readonly toolMethods?: Readonly<Record<string, ToolMethodDeclaration>>;
  readonly promptCache?: PromptCacheTtl;
  /** By the provider's name in the config. Each is inherited by itself. */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  /** The fields that are live context, by name. */
  readonly context?: Readonly<Record<string, true>>;
  /** The fields that are states of a network, by name. */
  readonly states?: Readonly<Record<string, true>>;
  /** How many members of a network run at once. */
  readonly concurrency?: number;
  /** How many members a network may call. */
  readonly maxCalls?: number;
  /**
   * By the field's name: inherited ones first, then in source order. A field that a subclass decorates
   * again keeps its place and takes what the subclass says, as a whole.
   */
  readonly params: Readonly<Record<string, ParamDeclaration>>;
}

/**
 * Where a class's metadata holds the class's own {@link Declaration}. A registered symbol: the command
 * reads what the application's copy of this package wrote.
 */
export const declarationSymbol: unique symbol = Symbol.for("troupe.declaration");

/**
 * What decorators say of a class and of the classes that it extends, in whichever form each of them
 * was compiled. A class without any has no params and nothing else.
 */
export function declarationOf(agent: abstract new (...args: never) => unknown): Declaration {
  let declaration: Declaration = { params: {} };
  for (const own of ownDeclarations(agent)) declaration = extend(declaration, own);
  return hasOwnMetadata(agent) ? declaration : withoutIdentity(declaration);
}

/** What each decorated class says by itself, from the first ancestor to the class. */
function ownDeclarations(agent: object): Declaration[] {
  const declarations: Declaration[] = [];
  let metadata: object | null = findMetadata(agent) ?? null;
  while (metadata !== null) {
    if (Object.hasOwn(metadata, declarationSymbol)) {
      declarations.unshift(Reflect.get(metadata, declarationSymbol) as Declaration);
    }
    metadata = Object.getPrototypeOf(metadata) as object | null;
  }
  return declarations;
}

function extend(inherited: Declaration, own: Declaration): Declaration {
  const timeout = { ...inherited.timeout, ...own.timeout };
  const retry = extendRetry(inherited.retry, own.retry);
  const toolMethods = own.toolMethods && { ...inherited.toolMethods, ...own.toolMethods };
  const context = own.context && { ...inherited.context, ...own.context };
  const states = own.states && { ...inherited.states, ...own.states };
  const providerOptions = own.providerOptions && {
    ...inherited.providerOptions,
    ...own.providerOptions,
  };
  return {
    ...withoutIdentity(inherited),
    ...own,
    ...(Object.keys(timeout).length > 0 && { timeout }),
    ...(retry !== undefined && { retry }),
    ...(toolMethods && { toolMethods }),
    ...(context && { context }),
    ...(states && { states }),
    ...(providerOptions && { providerOptions }),
    params: { ...inherited.params, ...own.params },
  };
}

function withoutIdentity(declaration: Declaration): Declaration {
  const { name: _name, description: _description, ...inheritable } = declaration;
  return inheritable;
}
