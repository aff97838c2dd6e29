import type { Clock } from "../../internal/clock.js";
import type { Json } from "../../internal/json.js";
import type { ToolOutcome } from "../../protocol/events.js";
import type { ToolCallRecord } from "../../store/record.js";

/** A tool that is about to run. */
type BegunToolCall = Pick<ToolCallRecord, "step" | "id" | "tool" | "input">;

interface Entry {
  readonly call: BegunToolCall;
  readonly startedAt: number;
  readonly startedMs: number;
  ended?: Pick<ToolCallRecord, "outcome" | "output" | "durationMs">;
}

/** Says how a tool call ended, with what the model is told; gives how long it took, in milliseconds. */
export type EndToolCall = (outcome: ToolOutcome, output?: Json) => number;

/** The tools that an execution ran, in the order in which they began. */
export class ToolCallLog {
  readonly #clock: Clock;
  readonly #entries: Entry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(call: BegunToolCall): EndToolCall {
    const clock = this.#clock;
    const entry: Entry = { call, startedAt: clock.now(), startedMs: clock.monotonicMs() };
    this.#entries.push(entry);
    return (outcome, output) => {
      const durationMs = clock.monotonicMs() - entry.startedMs;
      entry.ended = { outcome, ...(output !== undefined && { output }), durationMs };
      return durationMs;
    };
  }

  /** Each call; one that is under way counts as `cancelled`, so this is asked for at the end. */
  get records(): readonly ToolCallRecord[] {
    const nowMs = this.#clock.monotonicMs();
    return this.#entries.map(({ call, startedAt, startedMs, ended }) => {
      const { outcome, output, durationMs } = ended ?? {
        outcome: "cancelled",
        durationMs: nowMs - startedMs,
      };
      return { ...call, outcome, ...(output !== undefined && { output }), startedAt, durationMs };
    });
  }
}
