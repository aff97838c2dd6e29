import type { Issue } from "../../errors.js";
import { toIssue } from "../../internal/options/to-issue.js";
import type { OptionFault, OptionRule } from "../../internal/options/option-rule.js";
import { shape } from "../../internal/options/shape.js";
import { callOptionRules, networkOptionRules } from "./call-option-rules.js";
import type { AnyCallOptions } from "./context-caller.js";
import type { AnyNetworkCallOptions } from "./network-caller.js";
import { isObject } from "../../internal/is-object.js";

const optionsRule = shape<AnyCallOptions>(callOptionRules);
let networkOptionsRule: OptionRule | undefined;

/** Everything that is wrong with the options of a call of an agent, of which tsc would refuse the most. */
export function findOptionIssues(options: unknown): Issue[] {
  return findIssues(options, optionsRule);
}

/** The same for a call of a network. */
export function findNetworkOptionIssues(options: unknown): Issue[] {
  networkOptionsRule ??= shape<AnyNetworkCallOptions>(networkOptionRules());
  return findIssues(options, networkOptionsRule);
}

function findIssues(options: unknown, rule: OptionRule): Issue[] {
  if (!isObject(options)) {
    return [{ path: [], message: "expected a function, an object with call, or options" }];
  }
  const twice: OptionFault[] =
    options["call"] !== undefined && options["onEvent"] !== undefined
      ? [{ path: ["call"], kind: "type", expected: "either call or onEvent", shown: "there too" }]
      : [];
  return [...rule(options), ...twice].map(toIssue);
}

/** The options without those that an issue is about. */
export function withoutFaults<Options extends object>(
  options: Options,
  issues: readonly Issue[],
): Options {
  if (issues.length === 0) return options;
  const faulty = new Set(issues.map(({ path }) => path[0]));
  const sound = isObject(options) ? Object.entries(options) : [];
  return Object.fromEntries(sound.filter(([key]) => !faulty.has(key))) as Options;
}
