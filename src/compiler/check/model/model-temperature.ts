import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/** Every model that an agent with a temperature asks takes one, as far as is known. */
export const checkModelTemperature: Rule = (program) =>
  program.agents.flatMap((agent) => {
    if (agent.temperature === undefined) return [];
    const { className } = agent.declaration;
    const unable = askedModels(agent, program).filter(({ info }) => info.temperature === false);
    return unable.map(({ model }) => {
      const values = { className, model, file: program.configFile };
      return report("model/no-temperature", spanOf(agent, "temperature"), values);
    });
  });
