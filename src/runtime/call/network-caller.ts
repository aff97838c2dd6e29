import type { TimeoutLimits } from "../../config/config.js";
import type { Duration } from "../../internal/duration.js";
import type { NetworkSpec } from "../../manifest/manifest.js";
import type { NetworkExecution, StreamingNetworkExecution } from "../../reading/execution.js";
import type { CallOptions, ChunkCallback, EventReceiver, ParamsArgument } from "./caller.js";
import type { ContextArgument, ContextValues } from "./context-caller.js";

/** The options of a call of a network, in addition to its params. */
export interface NetworkCallOptions extends Pick<
  CallOptions,
  | "onChunk"
  | "onEvent"
  | "call"
  | "nested"
  | "signal"
  | "maxOutputBytes"
  | "metadata"
  | "tags"
  | "tenant"
> {
  /** How long the whole execution may take. It replaces the network's. */
  readonly timeout?: Duration | Pick<TimeoutLimits, "total"> | undefined;
}

/** The same, whatever the context of the network is. */
export interface AnyNetworkCallOptions extends NetworkCallOptions {
  readonly context?: ContextValues | undefined;
}

/** What every caller of a network has beside being called. */
export interface NetworkCallerMembers {
  /** What the compiler learnt of the network. */
  readonly spec: NetworkSpec;
}

/**
 * Calls a network whose `run` is not a generator.
 *
 * @typeParam States The network's `@state` fields.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have it.
 */
export interface NetworkCaller<
  Params,
  Output,
  States = {},
  OutputJson = Output,
> extends NetworkCallerMembers {
  (
    params: ParamsArgument<Params>,
    options?: EventReceiver | NetworkCallOptions,
  ): NetworkExecution<Output, States, OutputJson>;
}

/**
 * Calls a network whose `run` is a generator.
 *
 * @typeParam States The network's `@state` fields.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and records have it.
 */
export interface StreamingNetworkCaller<
  Params,
  Output,
  States = {},
  OutputJson = Output,
> extends NetworkCallerMembers {
  (
    params: ParamsArgument<Params>,
    onChunk: ChunkCallback,
  ): StreamingNetworkExecution<Output, States, OutputJson>;
  (
    params: ParamsArgument<Params>,
    options?: EventReceiver | NetworkCallOptions,
  ): StreamingNetworkExecution<Output, States, OutputJson>;
}

/**
 * Calls a network that has live context and whose `run` is not a generator.
 *
 * @typeParam Context The network's `@context` fields.
 */
export interface ContextNetworkCaller<
  Params,
  Output,
  Context,
  States = {},
  OutputJson = Output,
> extends NetworkCallerMembers {
  (
    params: ParamsArgument<Params>,
    ...options: ContextArgument<NetworkCallOptions, Context>
  ): NetworkExecution<Output, States, OutputJson>;
}

/**
 * Calls a network that has live context and whose `run` is a generator.
 *
 * @typeParam Context The network's `@context` fields.
 */
export interface StreamingContextNetworkCaller<
  Params,
  Output,
  Context,
  States = {},
  OutputJson = Output,
> extends NetworkCallerMembers {
  (
    params: ParamsArgument<Params>,
    ...options: ContextArgument<NetworkCallOptions, Context>
  ): StreamingNetworkExecution<Output, States, OutputJson>;
}
