import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/** No agent asks a model for a longer answer than it can write, as far as is known. */
export const checkModelMaxTokens: Rule = (program) =>
  program.agents.flatMap((agent) => {
    const { maxTokens } = agent;
    if (maxTokens === undefined) return [];
    const { className } = agent.declaration;
    return askedModels(agent, program).flatMap(({ model, info }) => {
      const { maxOutputTokens = Infinity, contextTokens = Infinity } = info;
      const most = Math.min(maxOutputTokens, contextTokens);
      if (maxTokens <= most) return [];
      const values = { className, model, maxTokens, most, file: program.configFile };
      return [report("model/max-tokens", spanOf(agent, "maxTokens"), values)];
    });
  });
