import { AgentError } from "../../errors.js";
import type { Clock } from "../../internal/clock.js";
import type { Json } from "../../internal/json.js";
import type { Usage } from "../../model/usage.js";
import type { ToolOutcome } from "../../protocol/events.js";
import type { ToolCallRecord } from "../../protocol/record.js";

/** A tool that is about to run. */
type BegunToolCall = Pick<ToolCallRecord, "step" | "id" | "tool" | "input">;

/** The execution of an agent that is a tool, as its caller sees it: its totals so far, and its end. */
export interface ChildExecution {
  readonly id: string;
  /** Of itself and its own children, as far as the providers said. */
  readonly usage: Usage | undefined;
  /** The same in US dollars; `undefined` where it is not known. */
  readonly costUsd: string | undefined;
  /** Ends it at once, unless it has ended. */
  fail(failure: AgentError): void;
}

interface Entry {
  readonly call: BegunToolCall;
  readonly startedAt: number;
  readonly startedMs: number;
  child?: ChildExecution;
  ended?: Pick<ToolCallRecord, "outcome" | "output" | "durationMs">;
}

/** A tool call that is under way. */
export interface OpenToolCall {
  /** Says that the tool is an agent, whose execution has begun. */
  began(child: ChildExecution): void;
  /** Says how it ended, with what the model is told; gives how long it took, in milliseconds. */
  end(outcome: ToolOutcome, output?: Json): number;
}

/** The tools that an execution ran, in the order in which they began. */
export class ToolCallLog {
  readonly #clock: Clock;
  readonly #entries: Entry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(call: BegunToolCall): OpenToolCall {
    const clock = this.#clock;
    const entry: Entry = { call, startedAt: clock.now(), startedMs: clock.monotonicMs() };
    this.#entries.push(entry);
    return {
      began(child) {
        entry.child = child;
      },
      end(outcome, output) {
        const durationMs = clock.monotonicMs() - entry.startedMs;
        entry.ended = { outcome, ...(output !== undefined && { output }), durationMs };
        return durationMs;
      },
    };
  }

  /** The executions of agents that were called as tools. */
  get children(): readonly ChildExecution[] {
    return this.#entries.flatMap(({ child }) => child ?? []);
  }

  /** Ends those that are under way, because the caller has failed. */
  endChildren(cause: AgentError): void {
    const why = "The execution that called it as a tool has ended.";
    for (const child of this.children) child.fail(new AgentError("cancelled", why, { cause }));
  }

  /** Each call; one that is under way counts as `cancelled`, so this is asked for at the end. */
  get records(): readonly ToolCallRecord[] {
    const nowMs = this.#clock.monotonicMs();
    return this.#entries.map(({ call, startedAt, startedMs, child, ended }) => {
      const { outcome, output, durationMs } = ended ?? {
        outcome: "cancelled",
        durationMs: nowMs - startedMs,
      };
      return {
        ...call,
        outcome,
        ...(output !== undefined && { output }),
        startedAt,
        durationMs,
        ...(child && { executionId: child.id }),
        ...(child?.usage && { usage: child.usage }),
        ...(child?.costUsd !== undefined && { costUsd: child.costUsd }),
      };
    });
  }
}
