import type { ResolvedConfig } from "../../config/config.js";
import { nearest } from "../../internal/nearest.js";
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
    // What is wrong with the config's is said of the config.
    if (agent.recorded.model === undefined) return [];
    return reportModelFault(model, span, { config, configFile }) ?? [];
  });

/** What is wrong with the name of a model: all of it, or the provider that it begins with. */
export type ModelFault =
  | { readonly kind: "form" }
  | {
      readonly kind: "provider";
      readonly provider: string;
      /** `"Did you mean "openai/gpt-4o"? "`, or nothing. */
      readonly suggestion: string;
      /** The providers that there are, as a list to read. */
      readonly known: string;
    };

/** Finds what is wrong with the name of a model. */
export function findModelFault(
  model: unknown,
  { providers }: Pick<ResolvedConfig, "providers">,
): ModelFault | undefined {
  const [provider = "", ...rest] = String(model).split("/");
  const id = rest.join("/");
  if (provider === "" || id === "") return { kind: "form" };
  if (Object.hasOwn(providers, provider)) return undefined;
  const known = Object.keys(providers).sort();
  const meant = nearest(provider, known);
  const suggestion = meant === undefined ? "" : `Did you mean "${meant}/${id}"? `;
  return { kind: "provider", provider, suggestion, known: known.join(", ") };
}

/** The diagnostic of what is wrong with the name of a model that a decorator says. */
export function reportModelFault(
  model: string,
  span: Span | undefined,
  { config, configFile }: Pick<Program, "config" | "configFile">,
): Diagnostic | undefined {
  const fault = findModelFault(model, config);
  if (fault === undefined) return undefined;
  if (fault.kind === "form") return report("agent/invalid-model", span, { model: String(model) });
  const { provider, suggestion, known } = fault;
  const values = { provider, model, suggestion, known, file: configFile };
  return report("agent/unknown-provider", span, values);
}
