import { AgentError } from "../../errors.js";
import { createDeferred, type Deferred } from "../../internal/deferred.js";
import type { PendingToolCall } from "../../protocol/pending.js";
import type { ToolDecision } from "../../reading/tool-decision.js";

/** What came of waiting: a decision, or nobody who could make one. */
export type DecisionOutcome = ToolDecision | "pending";

/**
 * The decisions that tool calls wait for: those that the execution was continued with, those that somebody makes
 * while it runs, and the calls that it pauses for because nobody listens.
 */
export class Decisions {
  /** Made before the execution began, by tool call id. Each counts once. */
  readonly #given: Map<string, ToolDecision>;
  readonly #open = new Map<string, { call: PendingToolCall; decision: Deferred<ToolDecision> }>();
  readonly #pending: PendingToolCall[] = [];

  constructor(given: ReadonlyMap<string, ToolDecision> = new Map()) {
    this.#given = new Map(given);
  }

  /** The calls that the execution pauses for. */
  get pending(): readonly PendingToolCall[] {
    return this.#pending;
  }

  /**
   * Waits for a decision.
   *
   * @param tell says that the call waits, once it can be decided; whether anybody listens
   */
  async wait(call: PendingToolCall, tell: () => boolean): Promise<DecisionOutcome> {
    const given = this.#given.get(call.toolCallId);
    if (given) {
      this.#given.delete(call.toolCallId);
      return given;
    }
    const decision = createDeferred<ToolDecision>();
    this.#open.set(call.toolCallId, { call, decision });
    if (!tell()) {
      this.#open.delete(call.toolCallId);
      this.#pending.push(call);
      return "pending";
    }
    return decision.promise;
  }

  /** Forgets decisions that nothing has waited for: they were on the calls of the turn so far, and on no later one. */
  forgetGiven(): void {
    this.#given.clear();
  }

  /** Whether a call waits for a decision now. */
  waitsFor(toolCallId: string): boolean {
    return this.#open.has(toolCallId);
  }

  /** Takes no decision on a call any more. */
  forget(toolCallId: string): void {
    this.#open.delete(toolCallId);
  }

  /** Decides on a call that waits. Throws `invalid_params` where none does, and for a decision of another kind. */
  decide(toolCallId: string, decision: ToolDecision): void {
    const open = this.#open.get(toolCallId);
    if (!open) throw noSuchCall(toolCallId);
    const fault = findDecisionFault(open.call.waitsFor, decision);
    if (fault !== undefined) throw new AgentError("invalid_params", fault);
    this.#open.delete(toolCallId);
    open.decision.resolve(decision);
  }
}

function noSuchCall(toolCallId: string): AgentError {
  const id = JSON.stringify(String(toolCallId).slice(0, 100));
  return new AgentError(
    "invalid_params",
    `No tool call waits under the id ${id}: it was decided already, or never asked for.`,
  );
}

/** Why a decision is not of the kind that a call waits for; `undefined` if it is. */
export function findDecisionFault(
  waitsFor: PendingToolCall["waitsFor"],
  decision: ToolDecision,
): string | undefined {
  const isAnswer = "output" in decision;
  if (isAnswer === (waitsFor === "output")) return undefined;
  return isAnswer
    ? "The tool waits for an approval, not for an output."
    : "The tool waits for its output, not for an approval.";
}
