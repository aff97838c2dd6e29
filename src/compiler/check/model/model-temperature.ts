import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/**
 * Every model of a class with a temperature accepts one, as far as is known. A temperature in the config is
 * not checked, because it is for all agents.
 */
export const checkModelTemperature: Rule = (program) =>
  program.agents.flatMap((agent) => {
    if (agent.recorded?.temperature === undefined) return [];
    const { className } = agent.declaration;
    const unable = askedModels(agent, program).filter(({ info }) => info.temperature === false);
    return unable.map(({ model }) => {
      const values = { className, model, file: program.configFile };
      return report("model/no-temperature", spanOf(agent, "temperature"), values);
    });
  });
