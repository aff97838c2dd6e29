import { count as wholeNumber } from "../internal/options/rules.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";
import type { NetworkDecorator } from "./network.js";

/**
 * How many members a network may call in one execution; one more ends it with `max_calls`, whatever `run` catches.
 * Calls that members make do not count. Default: 100.
 */
export function maxCalls(count: number): NetworkDecorator {
  assertArgument("maxCalls", count, wholeNumber);
  return declareOnClass({ maxCalls: count });
}
