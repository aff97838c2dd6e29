import { report } from "../../diagnostics/report.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/** Every model that an agent with tools asks can use tools, as far as is known. */
export const checkModelTools: Rule = (program) =>
  program.agents
    .filter(({ tools }) => tools.length > 0)
    .flatMap((agent) => {
      const { className } = agent.declaration;
      const unable = askedModels(agent, program).filter(({ info }) => info.tools === false);
      return unable.map(({ model, span }) => {
        const values = { className, model, file: program.configFile };
        return report("model/no-tools", span, values);
      });
    });
