import type { Execution, StreamingExecution } from "../../reading/execution.js";
import type {
  CallerMembers,
  CallOptions,
  DecidingCallOptions,
  ParamsArgument,
  StreamingCallOptions,
  UndecidedCallOptions,
} from "./caller.js";
import type { TextCallOptions } from "./schema-option.js";

/** Live context by the names of the agent's `@context` fields. */
export type ContextValues = Readonly<Record<string, unknown>>;

/** Options of a call, whatever its agent's context is, and whether the agent declares a schema. */
export interface AnyCallOptions extends TextCallOptions {
  readonly context?: ContextValues | undefined;
}

/**
 * The option `context` of a call: the values of the agent's `@context` fields. It may be left out if none of
 * them is required.
 */
export type ContextOption<Context> = {} extends Context
  ? { readonly context?: Context | undefined }
  : { readonly context: Context };

/** The options of a call, which may be left out if no context is required. */
export type ContextArgument<Options, Context> = {} extends Context
  ? [options?: Options & ContextOption<Context>]
  : [options: Options & ContextOption<Context>];

// The overload that most calls mean comes last, as in Ask.

/** Asks an agent that has live context and does not stream. */
export interface ContextAsk<Params, Output, Context, OutputJson = Output> {
  (
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & ContextOption<Context>,
  ): StreamingExecution<Output, Output, OutputJson>;
  (
    params: ParamsArgument<Params>,
    ...options: ContextArgument<CallOptions, Context>
  ): Execution<Output, OutputJson>;
}

/** Asks an agent that has live context and streams. */
export interface StreamingContextAsk<
  Params,
  Output,
  Context,
  PartialOutput = Output,
  OutputJson = Output,
> {
  (
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & ContextOption<Context>,
  ): StreamingExecution<Output, PartialOutput, OutputJson>;
  (
    params: ParamsArgument<Params>,
    options: DecidingCallOptions & ContextOption<Context>,
  ): Execution<Output, OutputJson>;
  (
    params: ParamsArgument<Params>,
    ...options: ContextArgument<UndecidedCallOptions, Context>
  ): StreamingExecution<Output, PartialOutput, OutputJson>;
}

/**
 * Calls an agent that has live context and does not stream.
 *
 * @typeParam Context The agent's `@context` fields.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have
 *   it.
 */
export interface ContextCaller<Params, Output, Context, OutputJson = Output>
  extends
    ContextAsk<Params, Output, Context, OutputJson>,
    CallerMembers<ContextAsk<Params, Output, Context, OutputJson>> {}

/**
 * Calls an agent that has live context and streams.
 *
 * @typeParam Context The agent's `@context` fields.
 * @typeParam PartialOutput The output while it streams.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have
 *   it.
 */
export interface StreamingContextCaller<
  Params,
  Output,
  Context,
  PartialOutput = Output,
  OutputJson = Output,
>
  extends
    StreamingContextAsk<Params, Output, Context, PartialOutput, OutputJson>,
    CallerMembers<StreamingContextAsk<Params, Output, Context, PartialOutput, OutputJson>> {}

/**
 * The guard of an agent that calls another one as a tool: `true` while it has the context that the tool
 * gets from it, otherwise a message that tsc shows because `true` does not satisfy it.
 */
export type PassesContext<Agent extends string, Own, Tool extends string, Needed> = [
  UnlikeContext<Own, Needed>,
] extends [never]
  ? true
  : `The context of ${Agent} is not what its tool ${Tool} needs: ${UnlikeContext<Own, Needed>}`;

/** The names of what both have, but of which the one cannot stand for the other. */
type UnlikeContext<Own, Needed> = {
  [Name in keyof Needed]-?: Name extends keyof Own
    ? [Own[Name]] extends [Needed[Name]]
      ? never
      : Name
    : never;
}[keyof Needed] &
  string;
