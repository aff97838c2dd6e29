import type { ResolvedConfig } from "../../config/config.js";
import { AgentError, toRecordedError, withPartialWork } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import type { StartEvent } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { CacheStatus } from "../../protocol/statuses.js";
import { EventLog } from "../../reading/event-log.js";
import { foldRecord } from "../../reading/fold-record.js";
import type { Growing } from "../../reading/growing.js";
import type { ExecutionSource, LogReader } from "../../reading/reading-source.js";
import type { Subscribers } from "../../reading/subscribers.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import { addCallSchema } from "../call/add-call-schema.js";
import { addCallTools } from "../call/add-call-tools.js";
import type { Call } from "../call/call.js";
import type { CallSite } from "../call/call-site.js";
import { Cleanups } from "./cleanups.js";
import { createPartial } from "./create-partial.js";
import { Decisions } from "./decisions.js";
import { Emitter } from "./emitter.js";
import { LogReaders } from "./log-readers.js";
import { makeId } from "./make-id.js";
import { readLimits, type Limits } from "./limits.js";
import { OutputBudget } from "./output-budget.js";
import { Steps } from "./steps.js";
import { toRecordedParams, toStart } from "./to-start.js";
import { toWork } from "./to-work.js";
import { Turn } from "./turn.js";
import { createWatchedDeferred } from "./watched-promise.js";
import type { ValidOutput } from "../validate/validate.js";

/**
 * The life of an execution, as verbs: what `run` says of it, what its {@link Steps} add, and its end, which may
 * come from outside as well (`cancel`, a signal, a limit, the last reader). The first end counts, and
 * everything after it is ignored.
 */
export class ExecutionState implements ExecutionSource {
  readonly id: string;
  /** What was wrong with the execution before it began. */
  readonly fault: AgentError | undefined;
  readonly readers: LogReaders;
  readonly budget: OutputBudget;
  readonly steps: Steps;
  readonly decisions: Decisions;
  /** What a conversation keeps of the prompt, and what the execution added to it. */
  readonly turn = new Turn();
  readonly #site: CallSite;
  #call: Call;
  readonly #startedAt: number;
  readonly #startedMs: number;
  readonly #emitter: Emitter;
  #params: StartEvent["params"];
  #error: AgentError | undefined;
  /** Whether it is being ended: a subscriber to a child may want to end it as well. */
  #ending = false;
  #limits: Limits | undefined;
  /** Whether somebody has begun to wait for the output or the text: then nobody's leaving ends the execution. */
  #awaited = false;
  readonly #output = createWatchedDeferred<unknown>(() => this.#await());
  readonly #text = createWatchedDeferred<string>(() => this.#await());
  readonly #record = createWatchedDeferred<ExecutionRecord>(() => this.readers.rest());
  readonly #cleanups = new Cleanups((error) => this.report(error));

  constructor(call: Call, site: CallSite = {}) {
    const { config, spec } = call.binding;
    this.#call = call;
    this.#site = site;
    const made = makeId(config);
    this.id = made.id;
    this.fault = made.fault;
    this.#startedAt = config.clock.now();
    this.#startedMs = config.clock.monotonicMs();
    const log = new EventLog({ executionId: this.id, agent: spec.name }, call.parent?.log);
    this.#emitter = new Emitter(log, config, (error) => this.report(error));
    const { maxOutputBytes = config.maxOutputBytes } = call.options;
    this.budget = new OutputBudget(log, maxOutputBytes);
    this.readers = new LogReaders(log, config.clock, {
      highWaterMark: config.highWaterMark,
      patienceMs: config.readerPatienceMs,
    });
    this.steps = new Steps(config, this.#emitter);
    this.decisions = new Decisions(call.resumed?.decisions);
  }

  /** The call, with all of its spec from {@link resolveCall} on. */
  get call(): Call {
    return this.#call;
  }

  /** The outermost of the executions above this one, or its own. */
  get rootId(): string {
    return this.#call.parent?.rootId ?? this.id;
  }

  get config(): ResolvedConfig {
    return this.call.binding.config;
  }

  get log(): EventLog {
    return this.#emitter.log;
  }

  get subscribers(): Subscribers {
    return this.#emitter.subscribers;
  }

  get limits(): Limits {
    this.#limits ??= readLimits(this.call);
    return this.#limits;
  }

  get error(): AgentError | undefined {
    return this.#error;
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

  /** Throws the {@link AgentError} that ended the execution from outside, if one did. */
  throwIfEnded(): void {
    if (this.#error) throw this.#error;
  }

  /** Milliseconds since the execution began, on the monotonic clock. */
  elapsedMs(): number {
    return this.config.clock.monotonicMs() - this.#startedMs;
  }

  /** Calls `cleanup` when the execution ends, however it ends; returns what forgets it. */
  onEnd(cleanup: () => void): () => void {
    return this.#cleanups.add(cleanup);
  }

  /** Wakes the readers: verbs append events, and a batch of them costs one turn. */
  flush(): void {
    this.#emitter.flush();
  }

  /** The params as JSON, as `start` has them. */
  get params(): StartEvent["params"] {
    return this.#params;
  }

  /** Takes the params, once they are valid. */
  takeParams(params: Readonly<Record<string, unknown>>): void {
    this.#params = toRecordedParams(params);
  }

  /** Begins, unless it has begun. */
  begin(): void {
    if (this.log.length > 0) return;
    this.#emitter.emit(toStart(this.call, this.#params), this.#startedAt);
    this.flush();
  }

  /** Adds to the spec what the call brings. */
  async resolveCall(): Promise<Call> {
    const { schema, tools = [] } = this.#call.options;
    if (schema) this.#call = await addCallSchema(this.#call, schema);
    if (tools.length > 0) this.#call = await addCallTools(this.#call, tools);
    return this.#call;
  }

  /** @param said what of the prompt a conversation keeps */
  takePrompt(messages: readonly ModelMessage[], said: readonly ModelMessage[]): void {
    this.turn.begin(said);
    this.#emitter.emit({ type: "prompt", messages });
  }

  askedCache(status: Exclude<CacheStatus, "off">): void {
    this.#emitter.emit({ type: "cache", status });
  }

  complete({ output, json }: ValidOutput): void {
    if (this.ended) return;
    this.#emitter.emit({
      type: "complete",
      output: json,
      ...this.steps.totals(),
      ...this.#times(),
    });
    this.#output.resolve(output);
    this.#text.resolve(this.log.text());
    this.#end();
  }

  /** Ends the execution with an error, at once: a request that is under way is aborted. */
  fail(failure: AgentError): void {
    if (this.ended || this.#ending) return;
    this.begin();
    // A subscriber to `start` may have ended it just now.
    if (this.ended || this.#ending) return;
    this.#ending = true;
    this.steps.cancel(failure);
    const error = this.withWork(failure);
    this.#error = error;
    const { partialText, attempts } = error;
    this.#emitter.emit({
      type: "error",
      model: this.call.model,
      error: toRecordedError(error),
      partialText,
      attempts,
      ...this.steps.totals(),
      ...this.#times(),
    });
    this.#output.reject(error);
    // Then the text is whole, whatever is wrong with it as an output.
    if (this.steps.answered) this.#text.resolve(error.partialText);
    else this.#text.reject(error);
    this.#end();
  }

  cancel(reason: string): void {
    this.fail(new AgentError("cancelled", reason));
  }

  decide(toolCallId: string, decision: ToolDecision): void {
    this.decisions.decide(toolCallId, decision);
  }

  join(throttles: boolean): LogReader {
    return this.readers.join(throttles);
  }

  moved(reader: LogReader): void {
    this.readers.moved(reader);
  }

  leave(reader: LogReader, early: boolean): void {
    this.readers.leave(reader);
    const watched = this.readers.size > 0 || this.#awaited || this.subscribers.wants("text_delta");
    if (!early || this.ended || watched) return;
    this.fail(new AgentError("disconnected", "The last reader left before the model finished."));
  }

  createPartial(): Growing<unknown> {
    return createPartial(this);
  }

  /** The error with what there is so far, and with where the execution was called. */
  withWork(error: AgentError): AgentError {
    return withPartialWork(error, toWork(this.log, this.steps), this.#site.stack);
  }

  /** Tells the config of a failure that is not the execution's: a subscriber's, or the cache's. */
  report(error: unknown): void {
    const { onSubscriberError } = this.config;
    const failure = { error, executionId: this.id, agent: this.call.binding.spec.name };
    // The reporter is the last resort; its own failure, in a promise or not, has nowhere to go.
    void new Promise((resolve) => resolve(onSubscriberError(failure))).catch(() => {});
  }

  /** What the last event says of time. */
  #times(): Pick<
    ExecutionRecord,
    "durationMs" | "timeToFirstTokenMs" | "timeToFirstTokenFromStartMs"
  > {
    const { timeToFirstTokenMs, firstTextAtMs } = this.steps.attempts;
    return {
      durationMs: this.elapsedMs(),
      ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
      ...(firstTextAtMs !== undefined && {
        timeToFirstTokenFromStartMs: firstTextAtMs - this.#startedMs,
      }),
    };
  }

  #end(): void {
    // Its last event is in the log, so it does not run any more.
    const record = foldRecord(this.log) as ExecutionRecord;
    this.#record.resolve(record);
    this.#cleanups.run();
    this.readers.release();
    this.flush();
    this.#emitter.end(record);
  }

  #await(): void {
    this.#awaited = true;
    this.readers.rest();
  }
}
