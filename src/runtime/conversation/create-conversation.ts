import { AgentError, type Issue } from "../../errors.js";
import { invalidOptions } from "../../errors/issues.js";
import type { ModelMessage } from "../../model/message.js";
import { inheritOptions, type InheritedOptions } from "../call/call-origin.js";
import { toCall, toCallOptions, type CallArgument, type ResumedTurn } from "../call/call.js";
import type { AgentBinding } from "../call/binding.js";
import type { Conversation, ConversationOptions, ToolAnswer } from "../call/conversation.js";
import { assertSubscription } from "../../reading/assert-subscription.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { ExecutionHandle } from "../../reading/execution-handle.js";
import { findPending, keepTurn, toLiveTurn, toOpenTurn, type LiveTurn } from "./open-turn.js";
import { readAnswers } from "./read-answers.js";
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

/** A turn that is under way. */
interface RunningTurn {
  readonly state: ExecutionState;
  readonly params: unknown;
  /** Takes back that it has begun. */
  readonly undo: () => void;
}

/** How a turn begins. */
interface Beginning {
  readonly params: unknown;
  readonly argument: CallArgument;
  /** What was called for it. */
  readonly entry: (...given: never) => unknown;
  readonly resumed?: ResumedTurn;
  readonly issues?: readonly Issue[];
}

/**
 * Begins a conversation, or goes on with one. Throws `invalid_params` for what is none of the agent's.
 *
 * @param inherit what each turn inherits from the execution that asks it. Absent: none asks.
 */
export function createConversation(
  binding: AgentBinding,
  given: ConversationOptions | undefined,
  inherit?: () => InheritedOptions,
): Conversation<AnyAsk> {
  const { spec } = binding;
  const stored = readHistory(spec.name, given);
  let history: readonly ModelMessage[] = stored.messages;
  let open: LiveTurn | undefined = stored.turn;
  let current: RunningTurn | undefined;

  // Told at the end of a turn, and asked for as well: who handles its last event may look at once.
  const settle = (): void => {
    if (!current?.state.ended) return;
    const { state, params, undo } = current;
    current = undefined;
    if (!state.error) {
      [history, open] = [[...history, ...state.turn.messages], undefined];
      return;
    }
    const stopped = toLiveTurn(state, params);
    // One that was refused gives up nothing.
    if (stopped) open = stopped;
    else undo();
  };

  const isPaused = (): boolean => open !== undefined && findPending(open, spec).length > 0;

  /** The history, with a turn that was stopped where such turns are kept. */
  const told = (): readonly ModelMessage[] => {
    const isKept = given?.keepPartial === true && open !== undefined && !isPaused();
    return isKept && open ? [...history, ...keepTurn(open)] : history;
  };

  const handlers = new Set<Handler>();

  const begin = ({ params, argument, entry, resumed, issues = [] }: Beginning) => {
    const options = inheritOptions(toCallOptions(argument), inherit);
    const call = toCall(binding, options, resumed ? history : told(), resumed);
    if (current) return startExecution(call, refuse, entry).execution;
    const validate = (): Readonly<Record<string, unknown>> => {
      if (issues.length > 0) throw invalidOptions(spec.name, issues);
      return validateParams(binding, params);
    };
    const { state, execution } = startExecution(call, validate, entry);
    const before = [history, open] as const;
    if (!resumed && issues.length === 0) [history, open] = [told(), undefined];
    current = { state, params, undo: () => ([history, open] = before) };
    for (const handler of handlers) handler.follow(state);
    state.onEnd(settle);
    return execution;
  };

  const ask: AnyAsk = (params, argument) => {
    settle();
    return begin({ params, argument, entry: ask });
  };

  const goOn = (answers: readonly ToolAnswer[] = [], argument?: CallArgument) => {
    settle();
    if (!open) return begin({ params: {}, argument, entry: goOn, issues: [nothingOpen] });
    const { params, messages } = open;
    const { decisions, issues } = readAnswers(answers, findPending(open, spec));
    return begin({ params, argument, entry: goOn, resumed: { messages, decisions }, issues });
  };

  return {
    ask,
    continue: goOn,
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
      if (current) handler.follow(current.state);
      return () => {
        handlers.delete(handler);
        leave();
      };
    },
    get messages() {
      settle();
      return told();
    },
    get pending() {
      settle();
      return open ? findPending(open, spec) : [];
    },
    toJSON() {
      settle();
      return {
        agent: spec.name,
        messages: [...history],
        ...(open && { turn: toOpenTurn(open) }),
      };
    },
  };
}

const nothingOpen: Issue = {
  path: [],
  message: "nothing to continue: the last turn has succeeded, or none was asked",
};

function refuse(): never {
  throw new AgentError(
    "conversation_busy",
    "The conversation is still answering the previous turn. Wait for that execution to end, or cancel it, and ask again.",
  );
}
