import { temperatureRule } from "../../../config/config-rules.js";
import { count } from "../../../internal/options/rules.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";

/** `@temperature` and `@maxTokens` are in the range that providers take. */
export const checkSampling: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { temperature, maxTokens } = agent.recorded ?? {};
    const found: Diagnostic[] = [];
    if (temperature !== undefined && temperatureRule(temperature).length > 0) {
      const values = { value: String(temperature) };
      found.push(report("agent/temperature-range", spanOf(agent, "temperature"), values));
    }
    if (maxTokens !== undefined && count(maxTokens).length > 0) {
      const values = { value: String(maxTokens) };
      found.push(report("agent/max-tokens-range", spanOf(agent, "maxTokens"), values));
    }
    return found;
  });
