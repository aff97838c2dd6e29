import type { ResolvedConfig } from "../config/config.js";
import { AgentError, withPartialWork } from "../errors.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelMessage } from "../model/message.js";
import type { Usage } from "../model/usage.js";
import type { Warning } from "../model/warning.js";
import type { ExecutionEvent } from "../protocol/events.js";
import type { CacheStatus, ExecutionRecord, Step } from "../protocol/record.js";
import { AttemptLog } from "./request/attempt-log.js";
import { initialCacheStatus, type Call } from "./call.js";
import type { CallSite } from "./call-site.js";
import { costOf, sumCosts } from "./cost.js";
import { EventLog, type Position } from "./log/event-log.js";
import { readLimits, type Limits } from "./request/limits.js";
import { OutputBudget } from "./request/output-budget.js";
import { sumUsages } from "./request/sum-usages.js";
import { LogReaders, type LogReader } from "./log/log-readers.js";
import { Observation } from "./log/observation.js";
import { Subscribers } from "./log/subscribers.js";
import { toFailure, toRecord, toStart, toWork } from "./to-record.js";
import { makeId } from "./make-id.js";
import { ToolCallLog } from "./tools/tool-call-log.js";
import { createWatchedDeferred } from "./watched-promise.js";

/** A server can have something to warn of in every event. */
const maxWarnings = 100;

/** An event but for what every event has. */
type EventBody = ExecutionEvent extends infer Event
  ? Event extends ExecutionEvent
    ? Omit<Event, "executionId" | "sequence" | "agent" | "at">
    : never
  : never;

/**
 * What happened in an execution so far, and who is told. It is changed by `run` and by whoever ends
 * the execution from outside; the first end counts and everything after it is ignored.
 */
export class ExecutionState {
  readonly call: Call;
  readonly #site: CallSite;
  readonly id: string;
  readonly startedAt: number;
  readonly #startedMs: number;
  readonly log: EventLog;
  readonly readers: LogReaders;
  readonly subscribers: Subscribers;
  /** Absent where the config has no observers. */
  readonly #observation: Observation | undefined;
  readonly attempts: AttemptLog;
  readonly toolCalls: ToolCallLog;
  readonly budget: OutputBudget;
  /** The steps that are complete. */
  readonly steps: Step[] = [];
  readonly warnings: Warning[] = [];
  /** Whether the server that answers holds the model to the schema of the output. */
  enforced = true;
  /** What of the prompt a conversation keeps. */
  said: readonly ModelMessage[] = [];
  /**
   * What the execution added to its prompt: the model's messages and what tools gave, whole turns only,
   * so that a conversation can go on from it.
   */
  readonly messages: ModelMessage[] = [];
  /** A miss until the cache has it. */
  cacheStatus: CacheStatus;
  /** Why the model stopped in the newest step, once it has. */
  finishReason: FinishReason | undefined;
  /** Whether the model has nothing more to say: it gave its terminal signal, and waits for no tool. */
  answered = false;
  error: AgentError | undefined;
  /** Whether it is being ended: a subscriber to a child may want to end it as well. */
  #ending = false;
  #limits: Limits | undefined;
  /** What was wrong with the execution before it began. */
  readonly fault: AgentError | undefined;
  /** Whether somebody has begun to wait for the output or the text: then nobody's leaving ends the execution. */
  #awaited = false;
  readonly #output = createWatchedDeferred<unknown>(() => this.#await());
  readonly #text = createWatchedDeferred<string>(() => this.#await());
  readonly #record = createWatchedDeferred<ExecutionRecord>(() => this.readers.rest());
  readonly #cleanups = new Set<() => void>();

  constructor(call: Call, site: CallSite = {}) {
    const { config, spec } = call.binding;
    this.call = call;
    this.#site = site;
    const made = makeId(config);
    this.id = made.id;
    this.fault = made.fault;
    this.startedAt = config.clock.now();
    this.#startedMs = config.clock.monotonicMs();
    this.log = new EventLog({ executionId: this.id, agent: spec.name });
    const { maxOutputBytes = config.maxOutputBytes } = call.options;
    this.budget = new OutputBudget(this.log, maxOutputBytes);
    this.readers = new LogReaders(this.log, config.clock, {
      highWaterMark: config.highWaterMark,
      patienceMs: config.readerPatienceMs,
    });
    const report = (error: unknown): void => this.report(error);
    this.subscribers = new Subscribers(report);
    this.#observation = config.observers.length > 0 ? new Observation(report) : undefined;
    this.attempts = new AttemptLog(config.clock);
    this.toolCalls = new ToolCallLog(config.clock);
    this.cacheStatus = initialCacheStatus(call);
  }

  get config(): ResolvedConfig {
    return this.call.binding.config;
  }

  get limits(): Limits {
    this.#limits ??= readLimits(this.call);
    return this.#limits;
  }

  /** Whether somebody is called with each text. */
  get tellsText(): boolean {
    return this.subscribers.wants("text_delta") || this.#observation?.wants("text_delta") === true;
  }

  /** Throws the {@link AgentError} that ended the execution from outside, if one did. */
  throwIfEnded(): void {
    if (this.error) throw this.error;
  }

  get ended(): boolean {
    return this.log.closed;
  }

  get output(): Promise<unknown> {
    return this.#output.promise;
  }

  get text(): Promise<string> {
    return this.#text.promise;
  }

  get record(): Promise<ExecutionRecord> {
    return this.#record.promise;
  }

  /** Milliseconds since the execution began, on the monotonic clock. */
  elapsedMs(): number {
    return this.config.clock.monotonicMs() - this.#startedMs;
  }

  /** From the start of the execution to its first text. */
  get firstTextFromStartMs(): number | undefined {
    const { firstTextAtMs } = this.attempts;
    return firstTextAtMs === undefined ? undefined : firstTextAtMs - this.#startedMs;
  }

  /** Tokens of all attempts and of all children, as far as the providers said. */
  get usage(): Usage | undefined {
    return sumUsages([this.attempts.usage, ...this.toolCalls.children.map(({ usage }) => usage)]);
  }

  /** What they cost; `undefined` where it is not known. */
  get costUsd(): string | undefined {
    const own = costOf(this.attempts.closed, this.config);
    return sumCosts([own, ...this.toolCalls.children.map(({ costUsd }) => costUsd)]);
  }

  /** Says `start`, once, before anything else. */
  begin(): void {
    if (this.log.length > 0) return;
    this.emit(toStart(this.call));
    this.flush();
  }

  /** Calls `cleanup` when the execution ends, however it ends; returns what forgets it. */
  onEnd(cleanup: () => void): () => void {
    if (this.ended) this.#clean(cleanup);
    else this.#cleanups.add(cleanup);
    return () => this.#cleanups.delete(cleanup);
  }

  /** Appends an event and tells subscribers; readers wake at the next {@link flush}. */
  emit(body: EventBody): void {
    if (this.ended) return;
    const event = {
      ...body,
      executionId: this.id,
      sequence: this.log.length,
      agent: this.call.binding.spec.name,
      at: this.config.clock.now(),
    } as ExecutionEvent;
    this.log.append(event);
    if (event.type === "start") this.#observation?.begin(this.config.observers, event);
    else if (this.#observation?.wants(event.type)) this.#observation.dispatch(event);
    if (this.subscribers.wants(event.type)) this.subscribers.dispatch(event);
  }

  /** Appends a text delta; the costly part, an event object, only where somebody is called with it. */
  emitText(text: string, at: number): void {
    if (this.ended) return;
    const index = this.log.length;
    this.log.appendText(text, at);
    if (!this.tellsText) return;
    const event = this.log.eventAt(index);
    if (this.#observation?.wants("text_delta")) this.#observation.dispatch(event);
    if (this.subscribers.wants("text_delta")) this.subscribers.dispatch(event);
  }

  /** Says what went otherwise than expected, once, and no more than a person would read. */
  warn(position: Position, { code, message }: Warning): void {
    const isKnown = this.warnings.some((known) => known.code === code && known.message === message);
    if (isKnown || this.ended || this.warnings.length === maxWarnings) return;
    this.warnings.push({ code, message });
    this.emit({ type: "warning", ...position, code, message });
  }

  /** Wakes the readers. */
  flush(): void {
    this.log.notify();
  }

  leave(reader: LogReader, early: boolean): void {
    this.readers.leave(reader);
    const watched = this.readers.size > 0 || this.#awaited || this.subscribers.wants("text_delta");
    if (!early || this.ended || watched) return;
    this.fail(new AgentError("disconnected", "The last reader left before the model was done."));
  }

  complete(output: unknown): void {
    if (this.ended) return;
    const usage = this.usage;
    const { timeToFirstTokenMs } = this.attempts;
    const durationMs = this.elapsedMs();
    this.emit({
      type: "complete",
      output,
      durationMs,
      ...(usage && { usage }),
      ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    });
    this.#output.resolve(output);
    this.#text.resolve(this.log.text());
    this.#end(toRecord(this, durationMs, { output }));
  }

  /** Ends the execution with an error, at once: a request that is under way is aborted. */
  fail(failure: AgentError): void {
    if (this.ended || this.#ending) return;
    this.begin();
    // A subscriber to `start` may have ended it just now.
    if (this.ended) return;
    this.#ending = true;
    this.attempts.close(failure);
    // Before the record is made: what they used is part of it.
    this.toolCalls.endChildren(failure);
    const durationMs = this.elapsedMs();
    const error = this.withWork(failure);
    this.error = error;
    this.emit({ type: "error", model: this.call.model, durationMs, ...toFailure(error) });
    this.#output.reject(error);
    // Then the text is whole, whatever is wrong with it as an output.
    if (this.answered) this.#text.resolve(error.partialText);
    else this.#text.reject(error);
    this.#end(toRecord(this, durationMs, { error }));
  }

  /** Tells the config of a failure that is not the execution's: a subscriber's, or the cache's. */
  report(error: unknown): void {
    const { onSubscriberError } = this.config;
    const failure = { error, executionId: this.id, agent: this.call.binding.spec.name };
    // The reporter is the last resort; its own failure, in a promise or not, has nowhere to go.
    void new Promise((resolve) => resolve(onSubscriberError(failure))).catch(() => {});
  }

  #end(record: ExecutionRecord): void {
    this.#record.resolve(record);
    for (const cleanup of this.#cleanups) this.#clean(cleanup);
    this.#cleanups.clear();
    this.readers.release();
    this.flush();
    this.#observation?.end(record);
  }

  /** One that throws, such as of a signal that is not quite one, must not keep the others from their work. */
  #clean(cleanup: () => void): void {
    try {
      cleanup();
    } catch (error) {
      this.report(error);
    }
  }

  #await(): void {
    this.#awaited = true;
    this.readers.rest();
  }

  /** The error with what there is so far, and with where the execution was called. */
  withWork(error: AgentError): AgentError {
    return withPartialWork(error, toWork(this), this.#site.stack);
  }
}
