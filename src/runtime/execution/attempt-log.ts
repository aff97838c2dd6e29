import type { AgentError } from "../../errors.js";
import type { Clock } from "../../internal/clock.js";
import { sumUsages } from "./sum-usages.js";
import type { Usage } from "../../model/usage.js";
import type { Attempt } from "../../protocol/attempt.js";
import type { Position } from "../../reading/event-log.js";

/** A request that is under way. */
interface OpenAttempt {
  readonly position: Position;
  readonly model: string;
  readonly startedAt: number;
  readonly startedMs: number;
  timeToFirstTokenMs?: number;
  usage?: Usage;
  /** Gives it as it may be shown. */
  readRequestId?: () => string;
  delivered: boolean;
  settled: boolean;
}

/** A request that has ended. */
export interface ClosedAttempt {
  readonly position: Position;
  readonly attempt: Attempt;
}

/** The physical requests of an execution: at most one is open. */
export class AttemptLog {
  readonly #clock: Clock;
  readonly #closed: Attempt[] = [];
  #open: OpenAttempt | undefined;
  #firstText:
    | { readonly step: number; readonly afterMs: number; readonly atMs: number }
    | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From the dispatch of the attempt that gave the first text that counts to that text. */
  get timeToFirstTokenMs(): number | undefined {
    return this.#firstText?.afterMs;
  }

  /** When the first text came, on the monotonic clock. */
  get firstTextAtMs(): number | undefined {
    return this.#firstText?.atMs;
  }

  /** Tokens of all attempts; the open one counts as far as it said. */
  get usage(): Usage | undefined {
    return sumUsages([...this.#closed.map(({ usage }) => usage), this.#open?.usage]);
  }

  /** Tokens of one step, over its attempts that have ended. */
  usageOf(step: number): Usage | undefined {
    const own = this.#closed.filter((attempt) => attempt.step === step);
    return sumUsages(own.map(({ usage }) => usage));
  }

  open(model: string, position: Position, startedAt: number): void {
    this.#open = {
      position,
      model,
      startedAt,
      startedMs: this.#clock.monotonicMs(),
      delivered: false,
      settled: false,
    };
  }

  setUsage(usage: Usage): void {
    if (this.#open) this.#open.usage = usage;
  }

  /** @param read gives the id as it may be shown, once it is */
  setRequestId(read: () => string): void {
    if (this.#open) this.#open.readRequestId = read;
  }

  /** Whether the open attempt delivered text, reasoning or a tool call: then another one would repeat it. */
  get delivered(): boolean {
    return this.#open?.delivered ?? false;
  }

  /** Whether the open attempt has the model's terminal signal, and waits for details alone. */
  get settled(): boolean {
    return this.#open?.settled ?? false;
  }

  set settled(settled: boolean) {
    if (this.#open) this.#open.settled = settled;
  }

  sawDelta(): void {
    if (this.#open) this.#open.delivered = true;
  }

  /** Says that text came that the caller can see; only the first counts for the time. */
  sawText(): void {
    const open = this.#open;
    if (!open) return;
    open.delivered = true;
    if (open.timeToFirstTokenMs !== undefined) return;
    const atMs = this.#clock.monotonicMs();
    open.timeToFirstTokenMs = atMs - open.startedMs;
    this.#firstText ??= { step: open.position.step, afterMs: open.timeToFirstTokenMs, atMs };
  }

  /** Says that what the attempts of a step delivered is void. */
  forgetText(step: number): void {
    if (this.#firstText?.step === step) this.#firstText = undefined;
  }

  /** Closes the open attempt, if there is one: with a failure, or without as a success. Gives what it was. */
  close(failure?: AgentError): ClosedAttempt | undefined {
    const open = this.#open;
    if (!open) return undefined;
    this.#open = undefined;
    const { position, model, startedAt, timeToFirstTokenMs, usage } = open;
    const requestId = open.readRequestId?.() ?? failure?.requestId;
    const attempt: Attempt = {
      step: position.step,
      model,
      outcome: failure?.code ?? "success",
      startedAt,
      durationMs: this.#clock.monotonicMs() - open.startedMs,
      ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
      ...(usage && { usage }),
      ...(failure?.httpStatus !== undefined && { httpStatus: failure.httpStatus }),
      ...(requestId !== undefined && { requestId }),
    };
    this.#closed.push(attempt);
    return { position, attempt };
  }
}
