import { AgentError, toRecordedError, withPartialWork } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import type { StartEvent } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { CacheStatus } from "../../protocol/statuses.js";
import type { LogIdentity } from "../../reading/event-log.js";
import { foldRecord } from "../../reading/fold-record.js";
import type { Growing } from "../../reading/growing.js";
import type { ExecutionSource, LogReader } from "../../reading/reading-source.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import type { AnyCall, Call } from "../call/call.js";
import type { ParentExecution } from "../call/call-origin.js";
import type { CallSite } from "../call/call-site.js";
import { Children, type ChildExecution, type ChildOrigin } from "./children.js";
import { createPartial } from "./create-partial.js";
import { readLimits, type Limits } from "./limits.js";
import { sumTotals, type Totals } from "./totals.js";
import { toEndFacts, type EndFacts } from "./end-facts.js";
import { findWaiting } from "./find-waiting.js";
import { toRecordedParams, toStart } from "./to-start.js";
import { toWork } from "./to-work.js";
import type { ValidOutput } from "../validate/validate.js";
import { ExecutionParts } from "./execution-parts.js";

/**
 * The life of an execution, as verbs: what `run` says of it, what its {@link Steps} add, and its end, which may
 * come from outside as well (`cancel`, a signal, a limit, the last reader). The first end counts, and
 * everything after it is ignored.
 */
export class ExecutionState<C extends AnyCall = Call>
  extends ExecutionParts<C>
  implements ExecutionSource, ChildExecution, ParentExecution
{
  /** The executions that it has called. */
  readonly children: Children<ExecutionState<AnyCall>>;
  readonly #site: CallSite;
  readonly #parent: ExecutionState<AnyCall> | undefined;
  #call: C;
  #params: StartEvent["params"];
  #error: AgentError | undefined;
  /** Whether the execution above has said that this one begins. */
  #isAnnounced = false;
  /** Whether it is being ended: a subscriber to a child may want to end it as well. */
  #ending = false;
  /** What it fails with as soon as nothing below is about to end. */
  #deferred: AgentError | undefined;
  #isSettled = false;
  #limits: Limits | undefined;

  constructor(call: C, site: CallSite = {}) {
    // Only this class makes executions that call others.
    const parent = call.origin?.parent as ExecutionState<AnyCall> | undefined;
    super(call, parent);
    this.#call = call;
    this.#site = site;
    this.#parent = parent;
    this.children = new Children(this.emitter);
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

  get limits(): Limits {
    this.#limits ??= readLimits(this.call);
    return this.#limits;
  }

  get error(): AgentError | undefined {
    return this.#error;
  }

  /** Whether it has ended, or is about to: nothing may begin any more. */
  get isOver(): boolean {
    return this.ended || this.#ending || this.#deferred !== undefined;
  }

  /** Throws the {@link AgentError} that ended the execution from outside, if one did. */
  throwIfEnded(): void {
    if (this.#error) throw this.#error;
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
    if (!this.#isAnnounced) {
      this.#isAnnounced = true;
      this.#parent?.children.begin(this);
    }
    // Who hears of it may have ended it, with a start of its own.
    if (this.log.length > 0) return;
    this.emitter.emit(toStart(this.call, this.#params), this.startedAt);
    this.flush();
  }

  /** Takes the call with what of its spec was not known before. */
  takeCall(call: C): void {
    this.#call = call;
  }

  /** @param said what of the prompt a conversation keeps */
  takePrompt(messages: readonly ModelMessage[], said: readonly ModelMessage[]): void {
    this.turn.begin(said);
    this.emitter.emit({ type: "prompt", messages });
  }

  askedCache(status: Exclude<CacheStatus, "off">): void {
    this.emitter.emit({ type: "cache", status });
  }

  complete({ output, json }: ValidOutput): void {
    if (this.isOver) return;
    this.#ending = true;
    this.children.cancel(undefined);
    this.emitter.emit({
      type: "complete",
      output: json,
      ...this.#endFacts(),
    });
    this.results.succeed(output, this.log.text());
    this.#end();
  }

  /** Ends the execution with an error, at once: a request that is under way is aborted. */
  fail(failure: AgentError): void {
    // Who hears of its last event may end those above, which do not end before it.
    if (this.ended) this.#end();
    if (this.isOver) return;
    this.begin();
    // A subscriber to `start` may have ended it just now.
    if (this.isOver) return;
    if (this.#endsBelow()) {
      this.#deferred = failure;
      return;
    }
    this.#ending = true;
    // First, so that what they used is counted.
    this.children.cancel(failure);
    this.steps.cancel(failure);
    const error = this.withWork(failure);
    this.#error = error;
    const { partialText, attempts } = error;
    this.emitter.emit({
      type: "error",
      ...(this.call.model !== undefined && { model: this.call.model }),
      error: toRecordedError(error),
      partialText,
      attempts,
      ...this.#endFacts(),
    });
    // Then the text is whole, whatever is wrong with it as an output.
    this.results.fail(error, this.steps.answered ? error.partialText : undefined);
    this.#end();
  }

  cancel(reason: string): void {
    this.fail(new AgentError("cancelled", reason));
  }

  decide(toolCallId: string, decision: ToolDecision): void {
    (findWaiting(this, toolCallId) ?? this.decisions).decide(toolCallId, decision);
  }

  leave(reader: LogReader, early: boolean): void {
    this.readers.leave(reader);
    const watched =
      this.readers.size > 0 || this.results.isAwaited || this.subscribers.wants("text_delta");
    if (!early || this.ended || watched) return;
    this.fail(new AgentError("disconnected", "The last reader left before the model finished."));
  }

  createPartial(): Growing<unknown> {
    return createPartial(this.call, () => this.call.binding, this.steps);
  }

  /** The error with what there is so far, and with where the execution was called. */
  withWork(error: AgentError): AgentError {
    return withPartialWork(
      error,
      toWork(this.log, this.steps, this.wholeTotals().usage),
      this.#site.stack,
    );
  }

  wholeTotals(): Totals {
    return sumTotals([this.steps.totals(), ...this.children.totals()]);
  }

  /** What is too deep fails with all that is above it, so that nothing there tries again. */
  #failAbove(): void {
    if (this.#error?.code !== "max_depth") return;
    this.#parent?.fail(new AgentError("max_depth", this.#error.message, { cause: this.#error }));
  }

  /** What the last event says of time and usage. */
  #endFacts(): EndFacts {
    return toEndFacts(this.steps, this.children, {
      durationMs: this.elapsedMs(),
      startedMs: this.startedMs,
      otherTextAtMs: this.emitter.firstTextAtMs,
    });
  }

  /** Whether an execution below is about to end: who hears of that may end this one, which ends after it. */
  #endsBelow(): boolean {
    for (const child of this.children.running) {
      if ((child.#ending && !child.ended) || child.#endsBelow()) return true;
    }
    return false;
  }

  /** Ends with the failure that had to wait, and those above with theirs. */
  #failLater(): void {
    const failure = this.#deferred;
    if (failure && !this.#endsBelow()) {
      this.#deferred = undefined;
      this.fail(failure);
    }
    if (this.#parent) this.#parent.#failLater();
  }

  /** What follows the last event, once. */
  #end(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    // Its last event is in the log, so it does not run any more.
    const record = foldRecord(this.log) as ExecutionRecord;
    this.results.setRecord(record);
    this.cleanups.run();
    this.readers.release();
    this.flush();
    this.#parent?.children.end(this as ExecutionState<AnyCall>, record);
    this.emitter.end(record);
    this.#failAbove();
    if (this.#parent) this.#parent.#failLater();
  }
}
