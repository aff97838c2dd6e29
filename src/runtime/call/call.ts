import type { Issue } from "../../errors.js";
import { isPlainObject } from "../../internal/is-plain-object.js";
import type { ResolvedConfig } from "../../config/config.js";
import type { Agent } from "../../dsl/agent.js";
import type { Tool } from "../../dsl/define-tool.js";
import { extendRetry } from "../../config/extend-retry.js";
import { toRetrySpec } from "../../config/to-retry-spec.js";
import type { AgentSpec, OutputSpec, RetrySpec } from "../../manifest/manifest.js";
import type { CallConnection } from "../../model/call-connection.js";
import type { ModelMessage } from "../../model/message.js";
import type { CacheStatus, ExecutionKind } from "../../protocol/statuses.js";
import type { ChunkCallback, EventReceiver } from "./caller.js";
import type { AnyCallOptions, ContextValues } from "./context-caller.js";
import type { EventLog } from "../../reading/event-log.js";
import type { Execution } from "../../reading/execution.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import { findOptionIssues, withoutFaults } from "./find-option-issues.js";
import { readContext } from "./read-context.js";

/** What a generated module adds to a spec. */
export interface AgentBinding {
  /** Default: `"agent"`. */
  readonly kind?: ExecutionKind;
  readonly spec: AgentSpec;
  readonly agent: new () => Agent;
  /**
   * Creates the validator of the params, which also fills in their defaults. Called once, at the first
   * call.
   */
  readonly params: () => ZodSchema;
  /** Validates the output. Absent: the output is the text, unless a call brings a schema. */
  readonly output?: ZodSchema;
  /** Validates the arguments of tools that are methods, by the tool's name. */
  readonly toolInputs?: Readonly<Record<string, () => ZodSchema>>;
  /** Calls the agents that are tools, by the tool's name. */
  readonly toolAgents?: Readonly<Record<string, () => ToolAgent>>;
  /** Tools that `defineTool` made. Absent: those that the class lists. */
  readonly tools?: readonly Tool[];
  readonly config: ResolvedConfig;
}

/** The caller of an agent that is a tool, whatever it takes: its params come from a model. */
export type ToolAgent = (params: never, options: never) => Execution<unknown>;

/** One call: a binding, and options in one form. */
export interface Call {
  readonly binding: AgentBinding;
  readonly options: AnyCallOptions;
  /** What is wrong with the options as they were given; those are left out of {@link options}. */
  readonly optionIssues: readonly Issue[];
  /** `"provider/model"`. */
  readonly model: string;
  /** Whether the provider is asked to stream. */
  readonly streamed: boolean;
  /** When requests are made again. Absent: never. */
  readonly retry: RetrySpec | undefined;
  /** Validates the output: the agent's schema, or the one that the call brings. Absent: the output is the text. */
  readonly output: ZodSchema | undefined;
  /** What was said before, in the conversation that the call is a turn of. */
  readonly history: readonly ModelMessage[];
  /** The turn that the call goes on with. Absent: it begins one. */
  readonly resumed: ResumedTurn | undefined;
  /** Live context, by the names of the agent's fields. Part of nothing that leaves the execution. */
  readonly context: ContextValues;
  /** The connection that the call brings, or the execution that makes it had. Absent: none. */
  readonly connection: ProviderConnection | undefined;
  /** The execution that makes the call. Absent: nobody's child. */
  readonly parent: ParentExecution | undefined;
}

/** A turn of a conversation that has not come to its end, and what was decided of it since. */
export interface ResumedTurn {
  /** The user's messages, and what the model and its tools added to them. */
  readonly messages: readonly ModelMessage[];
  /** By tool call id. */
  readonly decisions: ReadonlyMap<string, ToolDecision>;
}

/** A call's own connection. Its key is for one provider, and must reach no other. */
export interface ProviderConnection {
  /** The provider's name in the config. */
  readonly provider: string;
  readonly given: CallConnection;
}

/** What an execution is to those that it begins. */
export interface ParentExecution {
  readonly id: string;
  readonly rootId: string;
  readonly log: EventLog;
  readonly call: Call;
}

/** Among the options of a call that an execution makes. Not a name, because it is not for callers. */
export const parentExecution: unique symbol = Symbol("parent execution");

/** What the second argument of a call may be. */
export type CallArgument = ChunkCallback | EventReceiver | AnyCallOptions | undefined;

/**
 * The habits of the second argument as one: a function, an object with `call`, or options. `call` may
 * stand among options; what else an instance of a class with `call` holds is its own business.
 */
export function toCallOptions(argument: CallArgument): AnyCallOptions {
  if (argument === undefined || argument === null) return {};
  // Before `call`, because a function has one too.
  if (isCallback(argument)) return { onChunk: argument };
  return isReceiver(argument) ? { onEvent: argument } : argument;
}

function isCallback(argument: NonNullable<CallArgument>): argument is ChunkCallback {
  return typeof argument === "function";
}

function isReceiver(argument: NonNullable<CallArgument>): argument is EventReceiver {
  if (typeof argument !== "object" || isPlainObject(argument)) return false;
  return "call" in argument && typeof argument.call === "function";
}

/** Fills in what the agent declares for what the call leaves open. */
export function toCall(
  binding: AgentBinding,
  given: AnyCallOptions & { readonly [parentExecution]?: ParentExecution },
  history: readonly ModelMessage[] = [],
  resumed?: ResumedTurn,
): Call {
  const { kind, spec } = binding;
  const ofOptions = findOptionIssues(given);
  // What can be told of the failure still reaches who asked for it.
  const options = withoutFaults(given, ofOptions);
  const parent = given[parentExecution];
  const declared = kind === "plain" ? undefined : (spec.context ?? []);
  const { context, issues } = readContext(declared, options.context, parent?.call.context);
  const ofSchema = options.schema && spec.output ? schemaDeclared(spec.output) : [];
  const model = options.model ?? spec.model;
  const own = options.connection && { provider: providerOf(model), given: options.connection };
  return {
    binding,
    options,
    optionIssues:
      issues.length + ofSchema.length > 0 ? [...ofOptions, ...issues, ...ofSchema] : ofOptions,
    model,
    streamed: options.streaming ?? spec.streaming,
    retry: toRetry(spec, options),
    output: binding.output ?? options.schema,
    history,
    resumed,
    context,
    connection: own ?? parent?.call.connection,
    parent,
  };
}

function schemaDeclared({ exportName }: OutputSpec): readonly Issue[] {
  const message = `expected none, because the agent declares @schema(${exportName})`;
  return [{ path: ["schema"], message }];
}

/** Under which name the config has the provider of a model. */
export function providerOf(model: string): string {
  return model.slice(0, Math.max(0, model.indexOf("/")));
}

function toRetry({ retry }: AgentSpec, options: AnyCallOptions): RetrySpec | undefined {
  const extended = extendRetry(retry, options.retry) ?? {};
  return extended ? toRetrySpec(extended) : undefined;
}

/** What the cache has to do with a call before it is asked: a miss until it has the answer. */
export function cacheStatusOf(call: Call): Exclude<CacheStatus, "hit"> {
  // What a turn goes on with was made by tools, whose effects no key holds.
  const isOff = call.options.cache === false || call.resumed !== undefined;
  if (!call.binding.spec.cache || isOff) return "off";
  return call.streamed ? "bypass_streaming" : "miss";
}
