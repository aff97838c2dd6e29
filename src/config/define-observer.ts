import type { ExecutionEventType } from "../protocol/events.js";
import type { Observer } from "../protocol/observer.js";

/** Returns the observer unchanged; the type of its `event` follows from its `events`. */
export function defineObserver<const Wanted extends ExecutionEventType = ExecutionEventType>(
  observer: Observer<Wanted>,
): Observer {
  // It is called with the types that it lists, and with no others.
  return observer as unknown as Observer;
}
