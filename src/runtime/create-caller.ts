import { toCall, toCallOptions, type AgentBinding } from "./call.js";
import type {
  Caller,
  CallOptions,
  ChunkCallback,
  EventReceiver,
  StreamingCaller,
} from "./caller.js";
import { ExecutionState } from "./execution-state.js";
import { LiveExecution, LiveStreamingExecution } from "./live-execution.js";
import { run } from "./run.js";
import { validateParams } from "./validate.js";

/** Makes the caller of an agent that answers as a whole. For generated code. */
export function createCaller<Params, Output>(binding: AgentBinding): Caller<Params, Output> {
  return bindCaller(binding) as Caller<Params, Output>;
}

/** Makes the caller of an agent that streams. For generated code. */
export function createStreamingCaller<Params, Output, PartialOutput>(
  binding: AgentBinding,
): StreamingCaller<Params, Output, PartialOutput> {
  return bindCaller(binding) as StreamingCaller<Params, Output, PartialOutput>;
}

function bindCaller(binding: AgentBinding): Caller<unknown, unknown> {
  const caller = (
    params: unknown,
    argument?: ChunkCallback | EventReceiver | CallOptions,
  ): LiveExecution<unknown> => {
    const call = toCall(binding, toCallOptions(argument));
    const state = new ExecutionState(call);
    subscribe(state);
    // At once, because the caller may change the object; what comes of it is told by the execution.
    const validate = attempt(() => validateParams(binding, params));
    // In a microtask, so that what is subscribed right after the call misses nothing.
    queueMicrotask(() => void run(state, validate));
    return call.streamed ? new LiveStreamingExecution(state) : new LiveExecution(state);
  };
  Object.defineProperty(caller, "name", { value: binding.spec.name });
  return Object.assign(caller, { spec: binding.spec }) as unknown as Caller<unknown, unknown>;
}

/** Does something now, and says later what came of it. */
function attempt<Value>(act: () => Value): () => Value {
  try {
    const value = act();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function subscribe(state: ExecutionState): void {
  const { onChunk, onEvent } = state.call.options;
  if (onChunk) state.subscribers.on("text_delta", (event) => onChunk(event.text));
  if (onEvent) state.subscribers.onAny(onEvent);
}
