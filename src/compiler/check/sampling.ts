import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { spanOf } from "../link/program.js";
import type { Rule } from "./rule.js";

/** Whether some provider takes a temperature; single models take less. */
export function isTemperature(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 2;
}

/** Whether a limit of tokens is one. */
export function isMaxTokens(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** `@temperature` and `@maxTokens` are in the range that providers take. */
export const checkSampling: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { temperature, maxTokens } = agent.recorded ?? {};
    const found: Diagnostic[] = [];
    if (temperature !== undefined && !isTemperature(temperature)) {
      const values = { value: String(temperature) };
      found.push(report("agent/temperature-range", spanOf(agent, "temperature"), values));
    }
    if (maxTokens !== undefined && !isMaxTokens(maxTokens)) {
      const values = { value: String(maxTokens) };
      found.push(report("agent/max-tokens-range", spanOf(agent, "maxTokens"), values));
    }
    return found;
  });
