import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/** Every model that a class with a temperature asks takes one, as far as is known. One of the config is for all. */
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
