import type { ResolvedConfig } from "../../config/config.js";
import type { ExecutionEvent, ExecutionEventType } from "../../protocol/events.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import type { EventLog, ShownText } from "../../reading/event-log.js";
import { Subscribers } from "../../reading/subscribers.js";
import { Observation } from "./observation.js";

/** An event but for what every event has. */
export type EventBody = ExecutionEvent extends infer Event
  ? Event extends ExecutionEvent
    ? Omit<Event, "executionId" | "sequence" | "agent" | "at">
    : never
  : never;

/** What an execution sees of those below it, at any depth. */
const shownAbove: ReadonlySet<ExecutionEventType> = new Set([
  "agent_start",
  "agent_complete",
  // Whoever watches the outermost execution may decide.
  "approval",
  "client_tool",
]);

/**
 * Where the events of an execution go: into its log, to its subscribers, to the config's observers, and to the
 * executions above, as far as they see them.
 */
export class Emitter {
  readonly log: EventLog;
  readonly subscribers: Subscribers;
  readonly #config: ResolvedConfig;
  readonly #report: (error: unknown) => void;
  readonly #parent: Emitter | undefined;
  /** Absent where the config has no observers. */
  readonly #observation: Observation | undefined;
  /** Those who are called with the events of all executions below as well. Absent: nobody. */
  #nested: Subscribers | undefined;
  /** Those of the executions above. */
  readonly #above: readonly Subscribers[];
  /** The execution whose text the text is as well. */
  #shownIn: Emitter | undefined;
  #firstTextAtMs: number | undefined;

  constructor(
    log: EventLog,
    config: ResolvedConfig,
    report: (error: unknown) => void,
    parent?: Emitter,
  ) {
    this.log = log;
    this.#config = config;
    this.#report = report;
    this.#parent = parent;
    // The forwarded text stands in the place of `forward`.
    this.subscribers = new Subscribers(report, "forward");
    this.#observation = config.observers.length > 0 ? new Observation(report) : undefined;
    this.#above = parent ? [...parent.#above, ...(parent.#nested ? [parent.#nested] : [])] : [];
  }

  /** When the first text came that no model of this execution has said, on the monotonic clock. */
  get firstTextAtMs(): number | undefined {
    return this.#firstTextAtMs;
  }

  /** Whether somebody is called with each text. */
  get tellsText(): boolean {
    return this.#wants("text_delta") || this.#observation?.wants("text_delta") === true;
  }

  /** Whether a text goes further than into the log: to somebody who may act at once, or to another execution. */
  get isHeard(): boolean {
    return this.tellsText || this.subscribers.any || this.#shownIn !== undefined;
  }

  /** Calls a handler with every event of this execution and, with `nested`, of those that it begins from now on. */
  subscribe(handler: (event: ExecutionEvent) => void, nested: boolean): void {
    if (!nested) this.subscribers.on("any", handler);
    else (this.#nested ??= new Subscribers(this.#report)).on("any", handler);
  }

  /** Whether this execution or one above it has a subscriber to a type by its name. */
  isListenedTo(type: ExecutionEventType): boolean {
    return this.subscribers.listensTo(type) || this.#parent?.isListenedTo(type) === true;
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
    // In every log before anybody is told, because who is told may end them all.
    const above = shownAbove.has(event.type) ? this.#showAbove(event) : [];
    this.#tell(event);
    for (const { subscribers } of above) {
      if (subscribers.wants(event.type)) subscribers.dispatch(event);
    }
    if (event.type === "reset") this.#shownIn?.show(event);
  }

  /** Appends a text delta; the costly part, an event object, only where somebody is called with it. */
  emitText(text: string, at: number): void {
    const { log } = this;
    if (log.closed) return;
    const index = log.length;
    log.appendText(text, at);
    if (this.tellsText) {
      const event = log.eventAt(index);
      if (this.#observation?.wants("text_delta")) this.#observation.dispatch(event);
      this.#tell(event);
    }
    this.#shownIn?.showText(text, {
      identity: log.identity,
      position: log.positionAt(index),
      sequence: log.sequenceAt(index),
      at,
    });
  }

  /** Says that text came that no model of this execution has said: what a network says itself, or forwards. */
  sawText(): void {
    this.#firstTextAtMs ??= this.#config.clock.monotonicMs();
  }

  /**
   * From now on the text is text of another execution as well, which calls this one. What was said so far becomes its
   * text at once. Returns false if it is forwarded already.
   */
  forwardTo(other: Emitter): boolean {
    if (this.#shownIn) return false;
    const child = this.log.identity;
    const pieces = this.log.pieces();
    if (pieces.length === 0) other.emit({ type: "forward", child });
    for (const { identity, position, text } of pieces) {
      const at = this.#config.clock.now();
      const { next: sequence } = other.log.order;
      other.emit({ type: "forward", child, said: { ...identity, ...position, text } }, at);
      other.showText(text, { identity, position, sequence, at });
    }
    this.#shownIn = other;
    other.flush();
    return true;
  }

  /** Wakes the readers. */
  flush(): void {
    this.log.changes.notify();
    this.log.order.changes.notify();
    this.#shownIn?.flush();
  }

  /** Tells the observers how it ended. */
  end(record: ExecutionRecord): void {
    this.#observation?.end(record);
  }

  /** Shows that text which is forwarded is void. */
  show(event: ExecutionEvent): void {
    if (this.log.closed) return;
    this.log.show(event);
    if (this.subscribers.wants(event.type)) this.subscribers.dispatch(event);
    this.#shownIn?.show(event);
  }

  /** Shows text that is forwarded. */
  showText(text: string, said: ShownText): void {
    const { log } = this;
    if (log.closed) return;
    const index = log.length;
    log.showText(text, said);
    this.sawText();
    if (this.subscribers.wants("text_delta")) this.subscribers.dispatch(log.eventAt(index));
    this.#shownIn?.showText(text, said);
  }

  /** Shows an event in the logs of all executions above; returns where. */
  #showAbove(event: ExecutionEvent): readonly Emitter[] {
    const above: Emitter[] = [];
    for (let next = this.#parent; next; next = next.#parent) {
      if (next.log.closed) continue;
      next.log.show(event);
      next.log.changes.notify();
      above.push(next);
    }
    return above;
  }

  #wants(type: ExecutionEventType): boolean {
    if (this.subscribers.wants(type)) return true;
    return this.#nested !== undefined || this.#above.length > 0;
  }

  /** Tells who sees an event as one of this execution's own. */
  #tell(event: ExecutionEvent): void {
    if (this.subscribers.wants(event.type)) this.subscribers.dispatch(event);
    this.#nested?.dispatch(event);
    for (const subscribers of this.#above) subscribers.dispatch(event);
  }
}
