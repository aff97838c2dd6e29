import type { Json } from "../../internal/json.js";
import type { ToolCallEvent } from "../../protocol/tool-events.js";
import type { ToolOutcome } from "../../protocol/statuses.js";
import type { EventBody } from "./emitter.js";
import type { Clock } from "../../internal/clock.js";

/** A tool that is about to run. */
export type BegunToolCall = Pick<ToolCallEvent, "step" | "toolCallId" | "tool" | "input">;

/** A tool call that is under way. Nothing is said of it once it has ended. */
export interface OpenToolCall {
  /** Whether it has ended. */
  readonly ended: boolean;
  /** Says that the call waits for somebody. */
  waits(type: "approval" | "client_tool", input: Json): void;
  /** Says how far the tool is. */
  progress(data: Json): void;
  /** Says something of the application's own. */
  data(name: string, data: Json): void;
  /** Says how it ended, once, with what it gave. */
  end(outcome: ToolOutcome, output?: Json): void;
}

/** The tool calls of an execution that are under way: each has its `tool_call`, and gets its `tool_result`. */
export class OpenToolCalls {
  readonly #clock: Clock;
  readonly #emit: (body: EventBody) => void;
  readonly #open = new Set<Pick<OpenToolCall, "end">>();

  constructor(clock: Clock, emit: (body: EventBody) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  begin(call: BegunToolCall): OpenToolCall {
    const startedMs = this.#clock.monotonicMs();
    const { input, ...which } = call;
    const open: Pick<OpenToolCall, "end"> = {
      end: (outcome, output) => {
        if (!this.#open.delete(open)) return;
        this.#emit({
          type: "tool_result",
          ...which,
          outcome,
          ...(output !== undefined && { output }),
          durationMs: this.#clock.monotonicMs() - startedMs,
        });
      },
    };
    this.#open.add(open);
    this.#emit({ type: "tool_call", ...which, input });
    const isOpen = (): boolean => this.#open.has(open);
    const say = (body: EventBody): void => {
      if (isOpen()) this.#emit(body);
    };
    return {
      get ended() {
        return !isOpen();
      },
      waits: (type, waiting) => say({ type, ...which, input: waiting }),
      progress: (data) => say({ type: "tool_progress", ...which, data }),
      data: (name, data) => say({ type: "data", ...which, name, data }),
      end: open.end,
    };
  }

  /** Ends all of them, because the execution has failed. */
  cancel(): void {
    for (const open of this.#open) open.end("cancelled");
  }
}
