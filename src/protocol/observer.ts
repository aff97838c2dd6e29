import type { EventOf, ExecutionEventType, StartEvent } from "./events.js";
import type { ExecutionRecord } from "./record.js";

/**
 * Sees every execution of a project: how it begins, what it says and how it ends. Stores, traces and logs
 * are made of this.
 *
 * An observer holds nothing back: it is not waited for, no reader is slowed down by it, and an execution
 * that nobody but observers looks at ends as `disconnected` when its last reader leaves. What it throws, or
 * what its promises reject with, is reported once an execution to `onSubscriberError`.
 *
 * @typeParam Wanted The types of events that it is told.
 */
export interface Observer<Wanted extends ExecutionEventType = ExecutionEventType> {
  /**
   * The types of events that `event` is called with. A text delta costs next to nothing where no observer
   * wants it. Default: all.
   */
  readonly events?: readonly Wanted[];
  /** Called first, with what the execution begins with. What it returns is told the rest. */
  // A function of one line often returns what it calls.
  start(execution: StartEvent): ExecutionObserver<Wanted> | void;
}

/** What an {@link Observer} wants to know of one execution. */
export interface ExecutionObserver<Wanted extends ExecutionEventType = ExecutionEventType> {
  /** Called with each event that is wanted, in order, from the one after `start`. */
  event?(event: EventOf<Wanted>): void;
  /** Called last, once, however the execution ended. */
  end?(record: ExecutionRecord): void;
}
