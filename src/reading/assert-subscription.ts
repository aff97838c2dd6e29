import { toIssue } from "../internal/options/to-issue.js";
import { within } from "../internal/options/option-rule.js";
import { callback, oneOf } from "../internal/options/rules.js";
import { executionEventTypes } from "../protocol/events.js";
import { invalidOptions } from "../errors/issues.js";

const eventType = oneOf(...executionEventTypes);

/** Throws `invalid_params` for an event that does not exist, and for something that cannot be called. */
export function assertSubscription(type: unknown, handler: unknown): void {
  const faults = [...within("type", eventType(type)), ...within("handler", callback(handler))];
  if (faults.length > 0) throw invalidOptions("on()", faults.map(toIssue));
}
