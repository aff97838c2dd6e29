import type { ResolvedConfig } from "../../config/config.js";
import type { AgentError } from "../../errors.js";
import type { ExecutionEvent, ExecutionEventType } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import { EventLog } from "../../reading/event-log.js";
import type { LogReader } from "../../reading/reading-source.js";
import type { Subscribers } from "../../reading/subscribers.js";
import type { AnyCall } from "../call/call.js";
import { Cleanups } from "./cleanups.js";
import { Decisions } from "./decisions.js";
import { Emitter } from "./emitter.js";
import { LogReaders } from "./log-readers.js";
import { makeId } from "./make-id.js";
import { OutputBudget } from "./output-budget.js";
import { Steps } from "./steps.js";
import { reportTo } from "./report-to.js";
import { Speech } from "./speech.js";
import { Turn } from "./turn.js";
import { Results } from "./results.js";

/** An execution above another one, as its parts see it. */
interface Above {
  readonly log: EventLog;
  readonly emitter: Emitter;
}

/**
 * The parts of an execution, and what is read of them: its log, its readers and subscribers, and its results. How it
 * lives is its {@link ExecutionState}.
 */
export abstract class ExecutionParts<C extends AnyCall> {
  readonly id: string;
  /** What was wrong with the execution before it began. */
  readonly fault: AgentError | undefined;
  readonly readers: LogReaders;
  readonly budget: OutputBudget;
  readonly steps: Steps;
  readonly speech: Speech;
  readonly decisions: Decisions;
  /** What a conversation keeps of the prompt, and what the execution added to it. */
  readonly turn = new Turn();
  /** For the executions below as well. */
  readonly emitter: Emitter;
  protected readonly results = new Results(() => this.readers.rest());
  protected readonly cleanups = new Cleanups((error) => this.report(error));
  protected readonly startedAt: number;
  protected readonly startedMs: number;

  constructor(call: C, above: Above | undefined) {
    const { config, spec } = call.binding;
    const made = makeId(config);
    this.id = made.id;
    this.fault = made.fault;
    this.startedAt = config.clock.now();
    this.startedMs = config.clock.monotonicMs();
    const log = new EventLog({ executionId: this.id, agent: spec.name }, above?.log);
    this.emitter = new Emitter(log, config, (error) => this.report(error), above?.emitter);
    const { maxOutputBytes = config.maxOutputBytes } = call.options;
    this.budget = new OutputBudget(log, maxOutputBytes);
    this.readers = new LogReaders(log, config.clock, {
      highWaterMark: config.highWaterMark,
      patienceMs: config.readerPatienceMs,
    });
    this.steps = new Steps(config, this.emitter);
    this.speech = new Speech(config, this.emitter, this.budget, this.readers);
    this.decisions = new Decisions(call.resumed?.decisions);
  }

  abstract get call(): C;

  get config(): ResolvedConfig {
    return this.call.binding.config;
  }

  get log(): EventLog {
    return this.emitter.log;
  }

  get subscribers(): Subscribers {
    return this.emitter.subscribers;
  }

  get ended(): boolean {
    return this.log.closed;
  }

  /** Whether somebody has asked what becomes of it, or reads it. */
  get isAsked(): boolean {
    return this.results.isAsked || this.readers.everJoined;
  }

  get output(): Promise<unknown> {
    return this.results.output;
  }

  get text(): Promise<string> {
    return this.results.text;
  }

  get record(): Promise<ExecutionRecord> {
    return this.results.record;
  }

  /** Milliseconds since the execution began, on the monotonic clock. */
  elapsedMs(): number {
    return this.config.clock.monotonicMs() - this.startedMs;
  }

  /** Calls `cleanup` when the execution ends, however it ends; returns what forgets it. */
  onEnd(cleanup: () => void): () => void {
    return this.cleanups.add(cleanup);
  }

  /** Wakes the readers: verbs append events, and a batch of them costs one turn. */
  flush(): void {
    this.emitter.flush();
  }

  /** Whether somebody is called with a type of event: of this execution, or of one above. */
  isListenedTo(type: ExecutionEventType): boolean {
    return this.emitter.isListenedTo(type);
  }

  /** Calls a handler with every event and, with `nested`, with those of the executions below. */
  subscribe(handler: (event: ExecutionEvent) => void, nested: boolean): void {
    this.emitter.subscribe(handler, nested);
  }

  join(throttles: boolean): LogReader {
    return this.readers.join(throttles);
  }

  moved(reader: LogReader): void {
    this.readers.moved(reader);
  }

  /** Tells the config of a failure that is not the execution's: a subscriber's, or the cache's. */
  report(error: unknown): void {
    reportTo(this.config, { error, executionId: this.id, agent: this.call.binding.spec.name });
  }
}
