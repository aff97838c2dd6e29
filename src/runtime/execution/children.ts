import { AgentError } from "../../errors.js";
import type { ChildCall, ChildIdentity } from "../../protocol/child-events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { Emitter } from "./emitter.js";
import type { Totals } from "./totals.js";

/** How an execution came to be a child. */
export interface ChildOrigin {
  readonly how: ChildCall;
  /** The tool call that it belongs to. Absent if there is none, or if it cannot be told. */
  readonly toolCallId?: string | undefined;
}

/** An execution below another one, as that one sees it. */
export interface ChildExecution {
  readonly id: string;
  readonly identity: ChildIdentity;
  readonly origin: ChildOrigin;
  /** Whether somebody has asked what becomes of it. */
  readonly isAsked: boolean;
  readonly error: AgentError | undefined;
  /** What it and all executions below it used. */
  wholeTotals(): Totals;
  /** Ends it at once, unless it has ended. */
  fail(failure: AgentError): void;
}

/** The executions that one execution has called. They end before it does. */
export class Children<Child extends ChildExecution = ChildExecution> {
  readonly #emitter: Emitter;
  readonly #all: Child[] = [];
  readonly #running = new Set<Child>();

  constructor(emitter: Emitter) {
    this.#emitter = emitter;
  }

  /** All of them, in the order in which they were called. */
  get all(): readonly Child[] {
    return this.#all;
  }

  /** Those that have not ended. */
  get running(): ReadonlySet<Child> {
    return this.#running;
  }

  /** What each of them used, with all that is below it. */
  totals(): readonly Totals[] {
    return this.#all.map((child) => child.wholeTotals());
  }

  /** Takes a child that was called. It may have to wait before it begins. */
  add(child: Child): void {
    this.#all.push(child);
    this.#running.add(child);
  }

  /** Says that a child begins. */
  begin({ identity: child, origin: { how, toolCallId } }: Child): void {
    const of = toolCallId !== undefined && { toolCallId };
    this.#emitter.emit({ type: "agent_start", child, how, ...of });
    this.#emitter.flush();
  }

  /** Says how a child has ended. */
  end(child: Child, { status, output, error, durationMs }: ExecutionRecord): void {
    this.#running.delete(child);
    this.#emitter.emit({
      type: "agent_complete",
      child: child.identity,
      outcome: status,
      ...(output !== undefined && { output: output as never }),
      ...(error && { error }),
      ...child.wholeTotals(),
      durationMs,
    });
    this.#emitter.flush();
  }

  /** Ends those that run, because the execution ends. */
  cancel(cause: AgentError | undefined): void {
    const options = cause && { cause };
    for (const child of this.#running) {
      child.fail(new AgentError("cancelled", "The execution that called it has ended.", options));
    }
  }
}
