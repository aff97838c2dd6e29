import type { ExecutionEventType } from "../protocol/events.js";
import type { Observer } from "../protocol/observer.js";

/** Gives an observer as it is; what its `event` is called with is typed by what its `events` list. */
export function defineObserver<const Wanted extends ExecutionEventType = ExecutionEventType>(
  observer: Observer<Wanted>,
): Observer {
  // It is called with the types that it lists, and with no others.
  return observer as unknown as Observer;
}
