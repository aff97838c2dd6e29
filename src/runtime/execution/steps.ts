import type { ResolvedConfig } from "../../config/config.js";
import { toRecordedError, type AgentError } from "../../errors.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { StepChoice } from "../../model/step-choice.js";
import type { Warning } from "../../model/warning.js";
import type { StepBase } from "../../protocol/event-base.js";
import type {
  HostedToolCallEvent,
  HostedToolResultEvent,
  SourceEvent,
} from "../../protocol/tool-events.js";
import type { Position } from "../../reading/event-log.js";
import { costOf, sumCosts } from "./cost.js";
import type { Emitter } from "./emitter.js";
import { AttemptLog } from "./attempt-log.js";
import type { Totals } from "./totals.js";
import { OpenToolCalls, type BegunToolCall, type OpenToolCall } from "./open-tool-calls.js";

/** A server can have something to warn of in every event. */
const maxWarnings = 100;

type HostedEvent = HostedToolCallEvent | HostedToolResultEvent | SourceEvent;

/** An event of what the provider does itself, but for where it stands. */
export type HostedBody = HostedEvent extends infer Event
  ? Event extends HostedEvent
    ? Omit<Event, keyof StepBase>
    : never
  : never;

/** An attempt that is followed by another. */
export interface NextAttempt {
  readonly failed: string;
  readonly nextModel: string;
  readonly delayMs: number;
  readonly error: AgentError;
}

/**
 * What an execution does with its models and its tools, as verbs: each says what happened, in an event, and
 * keeps what the rest of the execution needs of it.
 */
export class Steps {
  readonly attempts: AttemptLog;
  readonly #config: ResolvedConfig;
  readonly #emitter: Emitter;
  readonly #toolCalls: OpenToolCalls;
  readonly #warned = new Set<string>();
  /** What each attempt cost. */
  readonly #costs: (string | undefined)[] = [];
  #enforced = true;
  #answered = false;

  constructor(config: ResolvedConfig, emitter: Emitter) {
    this.#config = config;
    this.#emitter = emitter;
    this.attempts = new AttemptLog(config.clock);
    this.#toolCalls = new OpenToolCalls(config.clock, (body) => emitter.emit(body));
  }

  /** Whether the server that answers holds the model to the schema of the output. */
  get enforced(): boolean {
    return this.#enforced;
  }

  /** Whether the model has nothing more to say: its message is whole, and it waits for no tool. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Whether no limit of time takes the answer back any more. */
  get isWhole(): boolean {
    return this.attempts.settled || this.#answered;
  }

  /** Whether a text goes further than into the log: somebody who is called with it may end the execution. */
  get isHeard(): boolean {
    return this.#emitter.isHeard;
  }

  /** Holds until an attempt begins, which says it anew. */
  assumeEnforced(enforced: boolean): void {
    this.#enforced = enforced;
  }

  /** @param choice what the agent chose for the step */
  beginMessage(step: number, model: string, choice?: StepChoice): void {
    const chosen = choice && { choice };
    this.#emitter.emit({ type: "message_start", step, attempt: 1, model, ...chosen });
    this.#emitter.flush();
  }

  beginAttempt(position: Position, model: string, enforced: boolean): void {
    const at = this.#config.clock.now();
    this.#enforced = enforced;
    // Before it is said: who hears of it may end it.
    this.attempts.open(model, position, at);
    this.#emitter.emit({ type: "attempt_start", ...position, model, enforced }, at);
    this.#emitter.log.beginAttempt(position);
  }

  /** Ends the attempt that is under way, if there is one. */
  endAttempt(failure?: AgentError): void {
    const closed = this.attempts.close(failure);
    if (!closed) return;
    const { step: _step, startedAt: _startedAt, ...facts } = closed.attempt;
    const costUsd = costOf(closed.attempt, this.#config);
    const cost = costUsd !== undefined && { costUsd };
    this.#costs.push(costUsd);
    this.#emitter.emit({ type: "attempt_end", ...closed.position, ...facts, ...cost });
  }

  takeText(text: string, at: number): void {
    this.#emitter.emitText(text, at);
  }

  takeReasoning(position: Position, text: string): void {
    this.attempts.sawDelta();
    this.#emitter.emit({ type: "reasoning_delta", ...position, text });
  }

  takeToolCallDelta(position: Position, toolCallId: string, tool: string, text: string): void {
    this.attempts.sawDelta();
    this.#emitter.emit({ type: "tool_call_delta", ...position, toolCallId, tool, text });
  }

  /** Says what the provider does beside what the model says: tools of its own, and sources. */
  takeHosted(position: Position, body: HostedBody): void {
    this.attempts.sawDelta();
    this.#emitter.emit({ ...body, ...position });
  }

  /** Says what went otherwise than expected, once, and no more than a person would read. */
  warn(position: Position, { code, message }: Warning): void {
    const warning = `${code} ${message}`;
    if (this.#warned.has(warning) || this.#warned.size === maxWarnings) return;
    this.#warned.add(warning);
    this.#emitter.emit({ type: "warning", ...position, code, message });
  }

  /** Says that what the step delivered so far is void. */
  reset(position: Position): void {
    this.attempts.forgetText(position.step);
    this.#emitter.emit({ type: "reset", ...position });
  }

  announceRetry(position: Position, { failed, nextModel, delayMs, error }: NextAttempt): void {
    this.#emitter.emit({
      type: "retry",
      ...position,
      model: failed,
      nextModel,
      delayMs,
      error: toRecordedError(error),
    });
    this.#emitter.flush();
  }

  /** @param last whether the model has nothing more to say */
  endMessage(position: Position, model: string, finishReason: FinishReason, last: boolean): void {
    const usage = this.attempts.usageOf(position.step);
    this.#answered = last;
    const said = { model, finishReason, ...(usage && { usage }) };
    this.#emitter.emit({ type: "message_end", ...position, ...said });
  }

  beginToolCall(call: BegunToolCall): OpenToolCall {
    const open = this.#toolCalls.begin(call);
    this.#emitter.flush();
    return open;
  }

  /** What the attempts used so far. */
  totals(): Totals {
    const { usage } = this.attempts;
    const costUsd = sumCosts(this.#costs);
    return { ...(usage && { usage }), ...(costUsd !== undefined && { costUsd }) };
  }

  /** Ends what is under way, because the execution has failed. */
  cancel(failure: AgentError): void {
    this.endAttempt(failure);
    this.#toolCalls.cancel();
  }
}
