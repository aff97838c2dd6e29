import { toCall, toCallOptions } from "./call/call.js";
import { forParent, inheritOptions, type InheritedOptions } from "./call/call-origin.js";
import type { AgentBinding } from "./call/binding.js";
import type { Caller, StreamingCaller } from "./call/caller.js";
import type { ContextCaller, StreamingContextCaller } from "./call/context-caller.js";
import type {
  StreamingTextCaller,
  StreamingTextContextCaller,
  TextCaller,
  TextContextCaller,
} from "./call/text-caller.js";
import type { ConversationOptions } from "./call/conversation.js";
import { createConversation, type AnyAsk } from "./conversation/create-conversation.js";
import { startExecution } from "./run/start-execution.js";
import { validateParams } from "./validate/validate.js";

/** Creates the caller of an agent that does not stream. For generated code. */
export function createCaller<Params, Output, OutputJson = Output>(
  binding: AgentBinding,
): Caller<Params, Output, OutputJson> {
  return bindCaller(binding) as Caller<Params, Output, OutputJson>;
}

/** Creates the caller of an agent that streams. For generated code. */
export function createStreamingCaller<Params, Output, PartialOutput, OutputJson = Output>(
  binding: AgentBinding,
): StreamingCaller<Params, Output, PartialOutput, OutputJson> {
  return bindCaller(binding) as StreamingCaller<Params, Output, PartialOutput, OutputJson>;
}

/** Creates the caller of an agent that has live context and does not stream. For generated code. */
export function createContextCaller<Params, Output, Context, OutputJson = Output>(
  binding: AgentBinding,
): ContextCaller<Params, Output, Context, OutputJson> {
  return bindCaller(binding) as ContextCaller<Params, Output, Context, OutputJson>;
}

/** Creates the caller of an agent that has live context and streams. For generated code. */
export function createStreamingContextCaller<
  Params,
  Output,
  Context,
  PartialOutput,
  OutputJson = Output,
>(
  binding: AgentBinding,
): StreamingContextCaller<Params, Output, Context, PartialOutput, OutputJson> {
  return bindCaller(binding) as StreamingContextCaller<
    Params,
    Output,
    Context,
    PartialOutput,
    OutputJson
  >;
}

/** Creates the caller of an agent that declares no schema and does not stream. For generated code. */
export function createTextCaller<Params>(binding: AgentBinding): TextCaller<Params> {
  return bindCaller(binding) as TextCaller<Params>;
}

/** Creates the caller of an agent that declares no schema and streams. For generated code. */
export function createStreamingTextCaller<Params>(
  binding: AgentBinding,
): StreamingTextCaller<Params> {
  return bindCaller(binding) as StreamingTextCaller<Params>;
}

/** Creates the caller of an agent that has live context, declares no schema and does not stream. For generated code. */
export function createTextContextCaller<Params, Context>(
  binding: AgentBinding,
): TextContextCaller<Params, Context> {
  return bindCaller(binding) as TextContextCaller<Params, Context>;
}

/** Creates the caller of an agent that has live context, declares no schema and streams. For generated code. */
export function createStreamingTextContextCaller<Params, Context>(
  binding: AgentBinding,
): StreamingTextContextCaller<Params, Context> {
  return bindCaller(binding) as StreamingTextContextCaller<Params, Context>;
}

/** @param inherit what each call inherits from the execution that makes it. Absent: none makes it. */
function bindCaller(binding: AgentBinding, inherit?: () => InheritedOptions): unknown {
  const caller: AnyAsk = (params, argument) => {
    const call = toCall(binding, inheritOptions(toCallOptions(argument), inherit));
    return startExecution(call, () => validateParams(binding, params), caller).execution;
  };
  Object.defineProperty(caller, "name", { value: binding.spec.name });
  const members = {
    spec: binding.spec,
    conversation: (given?: ConversationOptions) => createConversation(binding, given, inherit),
    [forParent]: (inherited: () => InheritedOptions) => bindCaller(binding, inherited),
  };
  return Object.assign(caller, members);
}
