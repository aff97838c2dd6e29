import type { JsonObject } from "../../../internal/json.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { askedModels } from "./asked-models.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** The fields for reasoning in requests to OpenAI and Anthropic. */
const words = ["reasoning_effort", "reasoning", "thinking"] as const;

/** No option for reasoning goes to a model that cannot reason, as far as is known. */
export const checkModelReasoning: Rule = (program) =>
  program.agents.flatMap((agent) => {
    const { className } = agent.declaration;
    const unable = askedModels(agent, program).filter(({ info }) => info.reasoning === false);
    return unable.flatMap(({ model }) => {
      const provider = model.slice(0, model.indexOf("/"));
      const options = agent.recorded?.providerOptions?.[provider];
      const word = options && findWord(options);
      if (word === undefined) return [];
      const span = propertySpan(spanOf(agent, "providerOptions"), [provider, word], "key");
      return [
        report("model/no-reasoning", span, { className, model, word, file: program.configFile }),
      ];
    });
  });

function findWord(options: JsonObject): string | undefined {
  return words.find((word) => {
    const value = options[word];
    return value !== undefined && value !== null && value !== "none" && !isDisabled(value);
  });
}

function isDisabled(value: unknown): boolean {
  return typeof value === "object" && value !== null && Reflect.get(value, "type") === "disabled";
}
