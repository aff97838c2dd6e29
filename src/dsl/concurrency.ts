import { count as wholeNumber } from "../internal/options/rules.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";
import type { NetworkDecorator } from "./network.js";

/**
 * How many members of a network run at once; more wait for their turn, in the order in which they were called.
 * Members of members do not count. Default: no limit.
 */
export function concurrency(count: number): NetworkDecorator {
  assertArgument("concurrency", count, wholeNumber);
  return declareOnClass({ concurrency: count });
}
