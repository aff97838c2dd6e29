import { within } from "../internal/options/option-rule.js";
import { callback, oneOf } from "../internal/options/rules.js";
import { executionEventTypes } from "../protocol/events.js";
import { assertNoFaults } from "../errors/issues.js";

const eventType = oneOf(...executionEventTypes);

/** Throws `invalid_params` for an event that does not exist, and for a handler that is not a function. */
export function assertSubscription(type: unknown, handler: unknown): void {
  const faults = [...within("type", eventType(type)), ...within("handler", callback(handler))];
  assertNoFaults("on()", faults);
}
