import { AgentError } from "../errors.js";
import { invalidSetup } from "../errors/assert-options.js";
import type { OptionRule } from "../internal/options/option-rule.js";
import { isDescriptor } from "./descriptor.js";

/**
 * Throws `config_invalid` for what tsc would refuse as the argument of a decorator, for sources that it
 * does not see. A value of the right type that is impossible is recorded all the same: the build reports
 * it with its place.
 */
export function assertArgument(decorator: string, given: unknown, rule: OptionRule): void {
  // The class or the member itself, where the decorator was not called.
  if (typeof given === "function" || isDescriptor(given)) {
    throw new AgentError(
      "config_invalid",
      `@${decorator} is missing its parentheses: write @${decorator}(…).`,
    );
  }
  const faults = rule(given).filter(({ kind }) => kind !== "range");
  if (faults.length > 0) throw invalidSetup(`@${decorator}`, faults);
}
