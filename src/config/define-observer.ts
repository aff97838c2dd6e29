import type { ExecutionEventType } from "../protocol/events.js";
import type { Observer } from "../protocol/observer.js";

/** Returns the observer unchanged; the type of its `event` follows from its `events`. */
export function defineObserver<const Wanted extends ExecutionEventType = ExecutionEventType>(
  observer: Observer<Wanted>,
): Observer {
  // Safe, because it is called only with the types that it lists.
  return observer as unknown as Observer;
}
