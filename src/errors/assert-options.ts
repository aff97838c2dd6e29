import { AgentError } from "../errors.js";
import { toIssue } from "../internal/options/to-issue.js";
import { describeFault } from "../internal/options/describe-fault.js";
import type { OptionFault, OptionRule } from "../internal/options/option-rule.js";

/**
 * Throws `config_invalid`, with every issue, for options that a rule rejects. tsc also reports most of
 * these, in sources that it checks.
 *
 * @param where - what the options are for: `"openai()"`
 */
export function assertOptions(where: string, options: unknown, rule: OptionRule): void {
  const faults = rule(options);
  if (faults.length > 0) throw invalidSetup(where, faults);
}

/** The `config_invalid` error of options with faults. */
export function invalidSetup(where: string, faults: readonly OptionFault[]): AgentError {
  const said = faults.map(describeFault);
  const [first] = faults;
  const issues = faults.map(toIssue);
  if (first?.path.length === 0) {
    const message = `${where} takes ${first.expected}, not ${first.shown}.`;
    return new AgentError("config_invalid", message, { issues });
  }
  const message = said.length === 1 ? `${where}: ${said[0]}` : `${where}:\n  ${said.join("\n  ")}`;
  return new AgentError("config_invalid", message, { issues });
}
