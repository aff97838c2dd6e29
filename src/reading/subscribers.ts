import type { EventOf, ExecutionEvent, ExecutionEventType } from "../protocol/events.js";

type Listener = (event: ExecutionEvent) => void;

/**
 * The subscribers to events. A listener that throws, or whose promise rejects, is reported once and still
 * called: its error must not end the execution, nor fill a log with one line per chunk.
 */
export class Subscribers {
  readonly #report: (error: unknown) => void;
  readonly #hidden: ExecutionEventType | undefined;
  readonly #listeners = new Map<ExecutionEventType | "any", Set<Listener>>();
  readonly #failed = new WeakSet<Listener>();
  /** Events that arrived during a dispatch, because a listener may cause more. */
  readonly #queue: ExecutionEvent[] = [];
  #telling = false;

  /** @param hidden A type that only those get who subscribe to it by name. Default: none. */
  constructor(report: (error: unknown) => void, hidden?: ExecutionEventType) {
    this.#report = report;
    this.#hidden = hidden;
  }

  /** Calls a handler from now on; returns a function that unsubscribes it. */
  on<Type extends ExecutionEventType>(
    type: Type | "any",
    handler: (event: EventOf<Type>) => void,
  ): () => void {
    // A separate wrapper, so that a function can be subscribed twice.
    const listener: Listener = (event) => handler(event as EventOf<Type>);
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(type) === listeners) {
        this.#listeners.delete(type);
      }
    };
  }

  /** Whether there is any subscriber. */
  get any(): boolean {
    return this.#listeners.size > 0;
  }

  /** Whether a type has a subscriber; an event without one need not be made. */
  wants(type: ExecutionEventType): boolean {
    return this.#listeners.has(type) || this.#listeners.has("any");
  }

  /** Whether anybody is called for a type by its name. */
  listensTo(type: ExecutionEventType): boolean {
    return this.#listeners.has(type);
  }

  /**
   * Dispatches an event to everyone subscribed when it arrived, in order, even if a listener causes another
   * event.
   */
  dispatch(event: ExecutionEvent): void {
    this.#queue.push(event);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const ofType = this.#listeners.get(next.type) ?? [];
      const ofAny = next.type === this.#hidden ? [] : (this.#listeners.get("any") ?? []);
      for (const listener of [...ofType, ...ofAny]) this.#call(listener, next);
    }
    this.#telling = false;
  }

  #call(listener: Listener, event: ExecutionEvent): void {
    try {
      const result: unknown = listener(event);
      if (result instanceof Promise) result.catch((error: unknown) => this.#fail(listener, error));
    } catch (error) {
      this.#fail(listener, error);
    }
  }

  #fail(listener: Listener, error: unknown): void {
    if (this.#failed.has(listener)) return;
    this.#failed.add(listener);
    this.#report(error);
  }
}
