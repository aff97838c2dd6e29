import { maxStepsRule } from "../../../config/config-rules.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";

/**
 * `@maxSteps` is valid. It and `@streaming({ steps: "final" })` are only on agents with tools, because
 * without tools there is only one step; inherited ones are not reported.
 */
export const checkSteps: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { declaration, recorded, tools, hostedTools, strayTools } = agent;
    const { className } = declaration;
    const { maxSteps, streamedSteps } = recorded ?? {};
    const found: Diagnostic[] = [];
    const isInvalid = maxSteps !== undefined && maxStepsRule(maxSteps).length > 0;
    if (isInvalid) {
      const values = { value: String(typeof maxSteps === "object" ? maxSteps.max : maxSteps) };
      found.push(report("agent/invalid-max-steps", spanOf(agent, "maxSteps"), values));
    }
    if (tools.length + hostedTools.length + strayTools.length > 0) return found;
    const { ownDecorators } = declaration;
    if (ownDecorators.has("maxSteps") && !isInvalid) {
      const span = spanOf(agent, "maxSteps");
      found.push(report("agent/steps-without-tools", span, { className, what: "@maxSteps" }));
    }
    if (ownDecorators.has("streaming") && streamedSteps === "final") {
      const values = { className, what: '@streaming({ steps: "final" })' };
      found.push(report("agent/steps-without-tools", spanOf(agent, "streaming"), values));
    }
    return found;
  });
