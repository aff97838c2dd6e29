import type { ResolvedConfig } from "../../config/config.js";
import type { ExecutionEvent } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { EventLog } from "../../reading/event-log.js";
import { Subscribers } from "../../reading/subscribers.js";
import { Observation } from "./observation.js";

/** An event but for what every event has. */
export type EventBody = ExecutionEvent extends infer Event
  ? Event extends ExecutionEvent
    ? Omit<Event, "executionId" | "sequence" | "agent" | "at">
    : never
  : never;

/** Where the events of an execution go: into its log, to its subscribers and to the config's observers. */
export class Emitter {
  readonly log: EventLog;
  readonly subscribers: Subscribers;
  readonly #config: ResolvedConfig;
  /** Absent where the config has no observers. */
  readonly #observation: Observation | undefined;

  constructor(log: EventLog, config: ResolvedConfig, report: (error: unknown) => void) {
    this.log = log;
    this.#config = config;
    this.subscribers = new Subscribers(report);
    this.#observation = config.observers.length > 0 ? new Observation(report) : undefined;
  }

  /** Whether somebody is called with each text. */
  get tellsText(): boolean {
    return this.subscribers.wants("text_delta") || this.#observation?.wants("text_delta") === true;
  }

  /** Whether somebody who is called may act at once, and end the execution. */
  get isHeard(): boolean {
    return this.tellsText || this.subscribers.any;
  }

  /** Appends an event and tells who is called with it; readers wake at the next {@link flush}. */
  emit(body: EventBody, at = this.#config.clock.now()): void {
    if (this.log.closed) return;
    const { executionId, agent } = this.log.identity;
    const event = {
      ...body,
      executionId,
      sequence: this.log.order.next,
      agent,
      at,
    } as ExecutionEvent;
    this.log.append(event);
    if (event.type === "start") this.#observation?.begin(this.#config.observers, event);
    else if (this.#observation?.wants(event.type)) this.#observation.dispatch(event);
    if (this.subscribers.wants(event.type)) this.subscribers.dispatch(event);
  }

  /** Appends a text delta; the costly part, an event object, only where somebody is called with it. */
  emitText(text: string, at: number): void {
    if (this.log.closed) return;
    const index = this.log.length;
    this.log.appendText(text, at);
    if (!this.tellsText) return;
    const event = this.log.eventAt(index);
    if (this.#observation?.wants("text_delta")) this.#observation.dispatch(event);
    if (this.subscribers.wants("text_delta")) this.subscribers.dispatch(event);
  }

  /** Wakes the readers. */
  flush(): void {
    this.log.changes.notify();
    this.log.order.changes.notify();
  }

  /** Tells the observers how it ended. */
  end(record: ExecutionRecord): void {
    this.#observation?.end(record);
  }
}
