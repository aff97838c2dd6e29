import type { EventOf, ExecutionEventType, StartEvent } from "./events.js";
import type { ExecutionRecord } from "./record.js";

/**
 * Sees every execution of a project: how it begins, its events and how it ends. Use it for stores,
 * traces and logs.
 *
 * An observer never slows down an execution: the runtime does not wait for it, and it does not count as
 * a reader, so an execution still ends as `disconnected` when its last reader leaves. What it throws,
 * or what its promises reject with, is reported to `onSubscriberError`, once per execution.
 *
 * @typeParam Wanted The types of events that it receives.
 */
export interface Observer<Wanted extends ExecutionEventType = ExecutionEventType> {
  /**
   * The types of events that `event` is called with. A text delta costs almost nothing if no observer
   * wants it. Default: all.
   */
  readonly events?: readonly Wanted[];
  /** Called first, with the `start` event. The object that it returns receives the rest. */
  // A function of one line often returns what it calls.
  start(execution: StartEvent): ExecutionObserver<Wanted> | void;
}

/** The part of an {@link Observer} that follows one execution. */
export interface ExecutionObserver<Wanted extends ExecutionEventType = ExecutionEventType> {
  /** Called with each wanted event, in order, beginning with the one after `start`. */
  event?(event: EventOf<Wanted>): void;
  /** Called last, once, however the execution ended. */
  end?(record: ExecutionRecord): void;
}
