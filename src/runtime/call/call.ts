import type { Issue } from "../../errors.js";
import { isPlainObject } from "../../internal/is-plain-object.js";
import { extendRetry } from "../../config/extend-retry.js";
import { toRetrySpec } from "../../config/to-retry-spec.js";
import type { AgentSpec, OutputSpec, RetrySpec } from "../../manifest/manifest.js";
import type { ModelMessage } from "../../model/message.js";
import type { CacheStatus } from "../../protocol/statuses.js";
import { toKind, type AgentBinding, type AnyBinding, type NetworkBinding } from "./binding.js";
import { callOrigin, type CallOrigin, type ProviderConnection } from "./call-origin.js";
import type { ChunkCallback, EventReceiver } from "./caller.js";
import type { AnyCallOptions, ContextValues } from "./context-caller.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import { findNetworkOptionIssues, findOptionIssues, withoutFaults } from "./find-option-issues.js";
import { readContext } from "./read-context.js";

/** One call of an agent or a network: a binding, and options in one form. */
export interface AnyCall {
  readonly binding: AnyBinding;
  readonly options: AnyCallOptions;
  /** What is wrong with the options as they were given; those are left out of {@link options}. */
  readonly optionIssues: readonly Issue[];
  /** `"provider/model"`. Absent for a network. */
  readonly model?: string;
  /** Whether the provider is asked to stream; for a network, whether `run` generates text. */
  readonly streamed: boolean;
  /** Validates the output: the declared schema, or the one that the call brings. Absent: the output is the text. */
  readonly output?: ZodSchema | undefined;
  /** The turn that the call goes on with. Absent: it begins one. */
  readonly resumed?: ResumedTurn | undefined;
  /** Live context, by the names of the agent's fields. Part of nothing that leaves the execution. */
  readonly context: ContextValues;
  /** The connection that the call brings, or the execution that makes it had. Absent: none. */
  readonly connection: ProviderConnection | undefined;
  /** How an execution makes the call. Absent: none does. */
  readonly origin: CallOrigin | undefined;
}

/** One call of a network. */
export interface NetworkCall extends AnyCall {
  readonly binding: NetworkBinding;
}

/** One call of an agent. */
export interface Call extends AnyCall {
  readonly binding: AgentBinding;
  readonly model: string;
  /** When requests are made again. Absent: never. */
  readonly retry: RetrySpec | undefined;
  /** What was said before, in the conversation that the call is a turn of. */
  readonly history: readonly ModelMessage[];
}

/** A turn of a conversation that has not come to its end, and what was decided of it since. */
export interface ResumedTurn {
  /** The user's messages, and what the model and its tools added to them. */
  readonly messages: readonly ModelMessage[];
  /** By tool call id. */
  readonly decisions: ReadonlyMap<string, ToolDecision>;
}

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
  given: AnyCallOptions & { readonly [callOrigin]?: CallOrigin },
  history: readonly ModelMessage[] = [],
  resumed?: ResumedTurn,
): Call {
  const { spec } = binding;
  const { options, ...known } = readCall(binding, given, findOptionIssues(given));
  const ofSchema = options.schema && spec.output ? schemaDeclared(spec.output) : [];
  const model = options.model ?? spec.model;
  const own = options.connection && { provider: providerOf(model), given: options.connection };
  return {
    ...known,
    binding,
    options,
    optionIssues: ofSchema.length > 0 ? [...known.optionIssues, ...ofSchema] : known.optionIssues,
    model,
    streamed: options.streaming ?? spec.streaming,
    retry: toRetry(spec, options),
    output: binding.output ?? options.schema,
    history,
    resumed,
    connection: own ?? known.connection,
  };
}

/** The call of a network. */
export function toNetworkCall(
  binding: NetworkBinding,
  given: AnyCallOptions & { readonly [callOrigin]?: CallOrigin },
): NetworkCall {
  const known = readCall(binding, given, findNetworkOptionIssues(given));
  return { ...known, binding, streamed: binding.spec.streaming, output: binding.output };
}

/** What a call has, whatever it calls. */
function readCall(
  binding: AnyBinding,
  given: AnyCallOptions & { readonly [callOrigin]?: CallOrigin },
  faults: readonly Issue[],
): Pick<AnyCall, "options" | "optionIssues" | "context" | "connection" | "origin"> {
  // What can be told of the failure still reaches who asked for it.
  const options = withoutFaults(given, faults);
  const origin = given[callOrigin];
  const above = origin?.parent.call;
  const declared = toKind(binding) === "plain" ? undefined : (binding.spec.context ?? []);
  const { context, issues } = readContext(declared, options.context, above?.context);
  return {
    options,
    optionIssues: issues.length > 0 ? [...faults, ...issues] : faults,
    context,
    connection: above?.connection,
    origin,
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
