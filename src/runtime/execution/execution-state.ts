import type { ResolvedConfig } from "../../config/config.js";
import { AgentError, toRecordedError, withPartialWork } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import type { Json } from "../../internal/json.js";
import type { ExecutionEvent, ExecutionEventType, StartEvent } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { CacheStatus } from "../../protocol/statuses.js";
import { EventLog, type LogIdentity } from "../../reading/event-log.js";
import { foldRecord } from "../../reading/fold-record.js";
import type { Growing } from "../../reading/growing.js";
import type { ExecutionSource, LogReader } from "../../reading/reading-source.js";
import type { Subscribers } from "../../reading/subscribers.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import type { AnyCall, Call } from "../call/call.js";
import type { ParentExecution } from "../call/call-origin.js";
import type { CallSite } from "../call/call-site.js";
import { Children, type ChildExecution, type ChildOrigin } from "./children.js";
import { Cleanups } from "./cleanups.js";
import { createPartial } from "./create-partial.js";
import { Decisions } from "./decisions.js";
import { Emitter } from "./emitter.js";
import { LogReaders } from "./log-readers.js";
import { makeId } from "./make-id.js";
import { readLimits, type Limits } from "./limits.js";
import { OutputBudget } from "./output-budget.js";
import { Steps } from "./steps.js";
import { sumTotals, toEndTotals, type EndTotals, type Totals } from "./totals.js";
import { toRecordedParams, toStart } from "./to-start.js";
import { toWork } from "./to-work.js";
import { Turn } from "./turn.js";
import { Results } from "./results.js";
import type { ValidOutput } from "../validate/validate.js";

/**
 * The life of an execution, as verbs: what `run` says of it, what its {@link Steps} add, and its end, which may
 * come from outside as well (`cancel`, a signal, a limit, the last reader). The first end counts, and
 * everything after it is ignored.
 */
export class ExecutionState<C extends AnyCall = Call>
  implements ExecutionSource, ChildExecution, ParentExecution
{
  readonly id: string;
  /** What was wrong with the execution before it began. */
  readonly fault: AgentError | undefined;
  readonly readers: LogReaders;
  readonly budget: OutputBudget;
  readonly steps: Steps;
  readonly decisions: Decisions;
  /** The executions that it has called. */
  readonly children: Children<ExecutionState<AnyCall>>;
  /** What a conversation keeps of the prompt, and what the execution added to it. */
  readonly turn = new Turn();
  readonly #site: CallSite;
  readonly #parent: ExecutionState<AnyCall> | undefined;
  #call: C;
  readonly #startedAt: number;
  readonly #startedMs: number;
  readonly #emitter: Emitter;
  #params: StartEvent["params"];
  #error: AgentError | undefined;
  /** Whether it is being ended: a subscriber to a child may want to end it as well. */
  #ending = false;
  #limits: Limits | undefined;
  readonly #results = new Results(() => this.readers.rest());
  readonly #cleanups = new Cleanups((error) => this.report(error));

  constructor(call: C, site: CallSite = {}) {
    const { config, spec } = call.binding;
    this.#call = call;
    this.#site = site;
    const made = makeId(config);
    this.id = made.id;
    this.fault = made.fault;
    this.#startedAt = config.clock.now();
    this.#startedMs = config.clock.monotonicMs();
    // Only this class makes executions that call others.
    const parent = call.origin?.parent as ExecutionState<AnyCall> | undefined;
    this.#parent = parent;
    const log = new EventLog({ executionId: this.id, agent: spec.name }, parent?.log);
    const report = (error: unknown): void => this.report(error);
    this.#emitter = new Emitter(log, config, report, parent ? parent.#emitter : undefined);
    this.children = new Children(this.#emitter);
    const { maxOutputBytes = config.maxOutputBytes } = call.options;
    this.budget = new OutputBudget(log, maxOutputBytes);
    this.readers = new LogReaders(log, config.clock, {
      highWaterMark: config.highWaterMark,
      patienceMs: config.readerPatienceMs,
    });
    this.steps = new Steps(config, this.#emitter);
    this.decisions = new Decisions(call.resumed?.decisions);
    parent?.children.add(this);
  }

  /** The call, with all of its spec from {@link takeCall} on. */
  get call(): C {
    return this.#call;
  }

  /** The outermost of the executions above this one, or its own. */
  get rootId(): string {
    return this.#parent?.rootId ?? this.id;
  }

  get depth(): number {
    return this.#parent ? this.#parent.depth + 1 : 0;
  }

  get identity(): LogIdentity {
    return this.log.identity;
  }

  get origin(): ChildOrigin {
    return this.#call.origin ?? { how: "call" };
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

  /** Whether it has ended, or is about to: nothing may begin any more. */
  get isOver(): boolean {
    return this.ended || this.#ending;
  }

  /** Whether somebody has asked what becomes of it, or reads it. */
  get isAsked(): boolean {
    return this.#results.isAsked || this.readers.everJoined;
  }

  get output(): Promise<unknown> {
    return this.#results.output;
  }

  get text(): Promise<string> {
    return this.#results.text;
  }

  get record(): Promise<ExecutionRecord> {
    return this.#results.record;
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
    this.#parent?.children.begin(this);
    this.#emitter.emit(toStart(this.call, this.#params), this.#startedAt);
    this.flush();
  }

  /** Takes the call with what of its spec was not known before. */
  takeCall(call: C): void {
    this.#call = call;
  }

  /** Whether somebody is called with a type of event: of this execution, or of one above. */
  isListenedTo(type: ExecutionEventType): boolean {
    return this.#emitter.isListenedTo(type);
  }

  /** Calls a handler with every event and, with `nested`, with those of the executions below. */
  subscribe(handler: (event: ExecutionEvent) => void, nested: boolean): void {
    this.#emitter.subscribe(handler, nested);
  }

  /** Takes text that a network says itself. */
  say(text: string): void {
    this.budget.assertFits(text);
    this.#emitter.sawText();
    this.#emitter.emitText(text, this.config.clock.now());
    this.flush();
  }

  /** Makes the text of a child text of this execution as well; false if it is that already. */
  forward(child: ExecutionState<AnyCall>): boolean {
    if (!child.#emitter.forwardTo(this.#emitter)) return false;
    child.readers.follow(this.readers);
    return true;
  }

  /** Says that a state of a network has a value. */
  setState(name: string, value: Json): void {
    this.#emitter.emit({ type: "state", name, value });
    this.flush();
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
    if (this.isOver) return;
    this.#ending = true;
    this.children.cancel(undefined);
    this.#emitter.emit({
      type: "complete",
      output: json,
      ...this.#totals(),
      ...this.#times(),
    });
    this.#results.succeed(output, this.log.text());
    this.#end();
  }

  /** Ends the execution with an error, at once: a request that is under way is aborted. */
  fail(failure: AgentError): void {
    if (this.isOver) return;
    this.begin();
    // A subscriber to `start` may have ended it just now.
    if (this.isOver) return;
    this.#ending = true;
    // First, so that what they used is counted.
    this.children.cancel(failure);
    this.steps.cancel(failure);
    const error = this.withWork(failure);
    this.#error = error;
    const { partialText, attempts } = error;
    this.#emitter.emit({
      type: "error",
      ...(this.call.model !== undefined && { model: this.call.model }),
      error: toRecordedError(error),
      partialText,
      attempts,
      ...this.#totals(),
      ...this.#times(),
    });
    // Then the text is whole, whatever is wrong with it as an output.
    this.#results.fail(error, this.steps.answered ? error.partialText : undefined);
    this.#end();
  }

  cancel(reason: string): void {
    this.fail(new AgentError("cancelled", reason));
  }

  decide(toolCallId: string, decision: ToolDecision): void {
    const decides = this.#findWaiting(toolCallId) ?? this;
    decides.decisions.decide(toolCallId, decision);
  }

  join(throttles: boolean): LogReader {
    return this.readers.join(throttles);
  }

  moved(reader: LogReader): void {
    this.readers.moved(reader);
  }

  leave(reader: LogReader, early: boolean): void {
    this.readers.leave(reader);
    const watched = this.readers.size > 0 || this.#results.isAwaited || this.subscribers.wants("text_delta");
    if (!early || this.ended || watched) return;
    this.fail(new AgentError("disconnected", "The last reader left before the model finished."));
  }

  createPartial(): Growing<unknown> {
    return createPartial(this.call, () => this.call.binding, this.steps);
  }

  /** The error with what there is so far, and with where the execution was called. */
  withWork(error: AgentError): AgentError {
    return withPartialWork(error, toWork(this.log, this.steps, this.wholeTotals().usage), this.#site.stack);
  }

  wholeTotals(): Totals {
    return sumTotals([this.steps.totals(), ...this.children.all.map((child) => child.wholeTotals())]);
  }

  /** Tells the config of a failure that is not the execution's: a subscriber's, or the cache's. */
  report(error: unknown): void {
    const { onSubscriberError } = this.config;
    const failure = { error, executionId: this.id, agent: this.call.binding.spec.name };
    // The reporter is the last resort; its own failure, in a promise or not, has nowhere to go.
    void new Promise((resolve) => resolve(onSubscriberError(failure))).catch(() => {});
  }

  /** The execution, this one or one below it, in which a tool call waits. */
  #findWaiting(toolCallId: string): ExecutionState<AnyCall> | undefined {
    if (this.decisions.waitsFor(toolCallId)) return this as ExecutionState<AnyCall>;
    for (const child of this.children.running) {
      const found = child.#findWaiting(toolCallId);
      if (found) return found;
    }
    return undefined;
  }

  #totals(): EndTotals {
    return toEndTotals(
      this.steps.totals(),
      this.children.all.map((child) => child.wholeTotals()),
    );
  }

  /** What the last event says of time. */
  #times(): Pick<
    ExecutionRecord,
    "durationMs" | "timeToFirstTokenMs" | "timeToFirstTokenFromStartMs"
  > {
    const { attempts } = this.steps;
    const { timeToFirstTokenMs, firstTextAtMs = this.#emitter.firstTextAtMs } = attempts;
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
    this.#results.setRecord(record);
    this.#cleanups.run();
    this.readers.release();
    this.flush();
    this.#parent?.children.end(this as ExecutionState<AnyCall>, record);
    this.#emitter.end(record);
  }
}
