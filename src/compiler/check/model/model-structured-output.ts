import { report } from "../../diagnostics/report.js";
import { askedModels } from "./asked-models.js";
import type { Rule } from "../../program/rule.js";

/** Every model of an agent with a schema supports structured output, as far as is known. */
export const checkModelStructuredOutput: Rule = (program) =>
  program.agents.flatMap((agent) => {
    if (agent.output === undefined) return [];
    const { className } = agent.declaration;
    const unable = askedModels(agent, program).filter(
      ({ info }) => info.structuredOutput === false,
    );
    return unable.map(({ model, span }) => {
      const values = { className, model, file: program.configFile };
      return report("model/no-structured-output", span, values);
    });
  });
