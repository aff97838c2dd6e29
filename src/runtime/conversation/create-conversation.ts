import { AgentError } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import { toCall, toCallOptions, type AgentBinding, type CallArgument } from "../call/call.js";
import type { Conversation, ConversationOptions } from "../call/conversation.js";
import { assertSubscription } from "../../reading/assert-subscription.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { ExecutionHandle } from "../../reading/execution-handle.js";
import { readHistory } from "./read-history.js";
import { startExecution } from "../run/start-execution.js";
import { validateParams } from "../validate/validate.js";

/** Calls an agent, whatever its params and its output are. */
export type AnyAsk = (params: unknown, argument?: CallArgument) => ExecutionHandle<unknown>;

/** Somebody who is called with events of every turn. */
interface Handler {
  /** Goes over to the next turn. */
  follow(turn: ExecutionState): void;
}

/** Begins a conversation, or goes on with one. Throws `invalid_params` for what is none of the agent's. */
export function createConversation(
  binding: AgentBinding,
  given: ConversationOptions | undefined,
): Conversation<AnyAsk> {
  let history: readonly ModelMessage[] = readHistory(binding.spec.name, given);
  let current: ExecutionState | undefined;

  // Told at the end of a turn, and asked for as well: who handles its last event may look at once.
  const settle = (): void => {
    if (!current?.ended) return;
    if (!current.error) history = [...history, ...current.turn];
    current = undefined;
  };

  const handlers = new Set<Handler>();

  const ask: AnyAsk = (params, argument) => {
    settle();
    const call = toCall(binding, toCallOptions(argument), history);
    if (current) return startExecution(call, refuse, ask).execution;
    const { state, execution } = startExecution(call, () => validateParams(binding, params), ask);
    current = state;
    for (const handler of handlers) handler.follow(state);
    state.onEnd(settle);
    return execution;
  };

  return {
    ask,
    on(type, handle) {
      assertSubscription(type, handle);
      settle();
      let leave = (): void => {};
      const handler: Handler = {
        follow: ({ subscribers }) => {
          leave = subscribers.on(type, handle);
        },
      };
      handlers.add(handler);
      if (current) handler.follow(current);
      return () => {
        handlers.delete(handler);
        leave();
      };
    },
    get messages() {
      settle();
      return history;
    },
    toJSON() {
      settle();
      return { agent: binding.spec.name, messages: [...history] };
    },
  };
}

function refuse(): never {
  throw new AgentError(
    "conversation_busy",
    "The conversation is still answering the previous turn. Wait for that execution to end, or cancel it, and ask again.",
  );
}
