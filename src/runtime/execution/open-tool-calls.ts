import { AgentError } from "../../errors.js";
import type { Json } from "../../internal/json.js";
import type { ChildTotals, ToolCallEvent } from "../../protocol/tool-events.js";
import type { ToolOutcome } from "../../protocol/statuses.js";
import type { EventBody } from "./emitter.js";
import type { Clock } from "../../internal/clock.js";

/** A tool that is about to run. */
export type BegunToolCall = Pick<ToolCallEvent, "step" | "toolCallId" | "tool" | "input">;

/** What an execution used, its children included. */
export type Totals = Pick<ChildTotals, "usage" | "costUsd">;

/** The execution of an agent that is a tool, as its caller sees it. */
export interface ChildExecution {
  readonly id: string;
  readonly steps: { totals(): Totals };
  /** Ends it at once, unless it has ended. */
  fail(failure: AgentError): void;
}

/** A tool call that is under way. Nothing is said of it once it has ended. */
export interface OpenToolCall {
  /** Whether it has ended. */
  readonly ended: boolean;
  /** Says that the call waits for somebody. */
  waits(type: "approval" | "client_tool", input: Json): void;
  /** Says how far the tool is. */
  progress(data: Json): void;
  /** Says something of the application's own. */
  data(name: string, data: Json): void;
  /** Says that the tool is an agent, whose execution has begun. */
  began(child: ChildExecution): void;
  /** Says how it ended, once, with what it gave. */
  end(outcome: ToolOutcome, output?: Json): void;
}

/** The tool calls of an execution that are under way: each has its `tool_call`, and gets its `tool_result`. */
export class OpenToolCalls {
  readonly #clock: Clock;
  readonly #emit: (body: EventBody) => void;
  readonly #open = new Set<{ child?: ChildExecution; end: OpenToolCall["end"] }>();

  readonly #children: ChildExecution[] = [];

  constructor(clock: Clock, emit: (body: EventBody) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** What the agents that were called as tools used so far. */
  get totals(): readonly Totals[] {
    return this.#children.map(({ steps }) => steps.totals());
  }

  begin(call: BegunToolCall): OpenToolCall {
    const startedMs = this.#clock.monotonicMs();
    const { input, ...which } = call;
    const open: { child?: ChildExecution; end: OpenToolCall["end"] } = {
      end: (outcome, output) => {
        if (!this.#open.delete(open)) return;
        this.#emit({
          type: "tool_result",
          ...which,
          outcome,
          ...(output !== undefined && { output }),
          durationMs: this.#clock.monotonicMs() - startedMs,
          ...(open.child && {
            child: { executionId: open.child.id, ...open.child.steps.totals() },
          }),
        });
      },
    };
    this.#open.add(open);
    this.#emit({ type: "tool_call", ...which, input });
    const isOpen = (): boolean => this.#open.has(open);
    const say = (body: EventBody): void => {
      if (isOpen()) this.#emit(body);
    };
    return {
      get ended() {
        return !isOpen();
      },
      waits: (type, waiting) => say({ type, ...which, input: waiting }),
      progress: (data) => say({ type: "tool_progress", ...which, data }),
      data: (name, data) => say({ type: "data", ...which, name, data }),
      began: (child) => {
        open.child = child;
        this.#children.push(child);
      },
      end: open.end,
    };
  }

  /** Ends all of them, because the execution has failed; agents first, so that what they used is counted. */
  cancel(cause: AgentError): void {
    const why = "The execution that called it as a tool has ended.";
    for (const { child } of this.#open) child?.fail(new AgentError("cancelled", why, { cause }));
    for (const open of this.#open) open.end("cancelled");
  }
}
