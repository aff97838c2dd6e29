import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { spanOf, type Program } from "../link/program.js";
import type { Rule } from "./rule.js";

/** Every agent has a model, of a provider that the config knows. */
export const checkModel: Rule = ({ agents, config, configFile }) =>
  agents.flatMap((agent) => {
    if (agent.recorded === undefined) return [];
    const { className } = agent.declaration;
    const { model } = agent;
    const span = spanOf(agent, "model");
    if (model === undefined)
      return [report("agent/no-model", span, { className, file: configFile })];
    return findModelFault(model, span, { config, configFile }) ?? [];
  });

/** What is wrong with the name of a model. */
export function findModelFault(
  model: string,
  span: Span | undefined,
  { config, configFile }: Pick<Program, "config" | "configFile">,
): Diagnostic | undefined {
  const [provider = "", ...id] = String(model).split("/");
  if (provider === "" || id.join("/") === "") {
    return report("agent/invalid-model", span, { model: String(model) });
  }
  if (Object.hasOwn(config.providers, provider)) return undefined;
  const known = Object.keys(config.providers).sort().join(", ");
  return report("agent/unknown-provider", span, { provider, model, known, file: configFile });
}
