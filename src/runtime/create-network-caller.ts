import type { NetworkBinding } from "./call/binding.js";
import { toCallOptions, toNetworkCall, type CallArgument } from "./call/call.js";
import { forParent, inheritOptions, type InheritedOptions } from "./call/call-origin.js";
import type {
  ContextNetworkCaller,
  NetworkCaller,
  StreamingContextNetworkCaller,
  StreamingNetworkCaller,
} from "./call/network-caller.js";
import { startNetworkExecution } from "./network/start-network-execution.js";
import { validateParams } from "./validate/validate.js";

/** Creates the caller of a network whose `run` is not a generator. For generated code. */
export function createNetworkCaller<Params, Output, States = {}, OutputJson = Output>(
  binding: NetworkBinding,
): NetworkCaller<Params, Output, States, OutputJson> {
  return bindNetwork(binding) as NetworkCaller<Params, Output, States, OutputJson>;
}

/** Creates the caller of a network whose `run` is a generator. For generated code. */
export function createStreamingNetworkCaller<Params, Output, States = {}, OutputJson = Output>(
  binding: NetworkBinding,
): StreamingNetworkCaller<Params, Output, States, OutputJson> {
  return bindNetwork(binding) as StreamingNetworkCaller<Params, Output, States, OutputJson>;
}

/** Creates the caller of a network that has live context and whose `run` is not a generator. For generated code. */
export function createContextNetworkCaller<
  Params,
  Output,
  Context,
  States = {},
  OutputJson = Output,
>(binding: NetworkBinding): ContextNetworkCaller<Params, Output, Context, States, OutputJson> {
  return bindNetwork(binding) as ContextNetworkCaller<Params, Output, Context, States, OutputJson>;
}

/** Creates the caller of a network that has live context and whose `run` is a generator. For generated code. */
export function createStreamingContextNetworkCaller<
  Params,
  Output,
  Context,
  States = {},
  OutputJson = Output,
>(
  binding: NetworkBinding,
): StreamingContextNetworkCaller<Params, Output, Context, States, OutputJson> {
  return bindNetwork(binding) as StreamingContextNetworkCaller<
    Params,
    Output,
    Context,
    States,
    OutputJson
  >;
}

/** @param inherit what each call inherits from the execution that makes it. Absent: none makes it. */
function bindNetwork(binding: NetworkBinding, inherit?: () => InheritedOptions): unknown {
  const caller = (params: unknown, argument?: CallArgument): unknown => {
    const call = toNetworkCall(binding, inheritOptions(toCallOptions(argument), inherit));
    return startNetworkExecution(call, () => validateParams(binding, params), caller);
  };
  Object.defineProperty(caller, "name", { value: binding.spec.name });
  const members = {
    spec: binding.spec,
    [forParent]: (inherited: () => InheritedOptions) => bindNetwork(binding, inherited),
  };
  return Object.assign(caller, members);
}
