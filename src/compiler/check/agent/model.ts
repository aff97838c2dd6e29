import { inspect } from "node:util";
import type { ResolvedConfig } from "../../../config/config.js";
import { nearest } from "../../../internal/nearest.js";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { spanOf, type Program } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";

/** Every agent has a model, of a provider that the config knows. */
export const checkModel: Rule = ({ agents, config, configFile }) =>
  agents.flatMap((agent) => {
    if (agent.recorded === undefined) return [];
    const { className } = agent.declaration;
    const { model } = agent;
    const span = spanOf(agent, "model");
    if (model === undefined)
      return [report("agent/no-model", span, { className, file: configFile })];
    // A fault in the config's model is reported for the config.
    if (agent.recorded.model === undefined) return [];
    const example = '@model("openai/gpt-4o")';
    return reportModelFault(model, span, { config, configFile, example }) ?? [];
  });

/** A fault in the name of a model: in all of it, or in the provider at its beginning. */
export type ModelFault =
  | { readonly kind: "form" }
  | {
      readonly kind: "provider";
      readonly provider: string;
      /** `"Did you mean "openai/gpt-4o"? "`, or nothing. */
      readonly suggestion: string;
      /** The existing providers, as a readable list. */
      readonly known: string;
    };

/** Finds the fault in the name of a model, if any. */
export function findModelFault(
  model: unknown,
  { providers }: Pick<ResolvedConfig, "providers">,
): ModelFault | undefined {
  if (typeof model !== "string") return { kind: "form" };
  const [provider = "", ...rest] = model.split("/");
  const id = rest.join("/");
  if (provider === "" || id === "") return { kind: "form" };
  if (Object.hasOwn(providers, provider)) return undefined;
  const known = Object.keys(providers).sort();
  const meant = nearest(provider, known);
  const suggestion = meant === undefined ? "" : `Did you mean "${meant}/${id}"? `;
  return { kind: "provider", provider, suggestion, known: known.join(", ") };
}

/** What {@link reportModelFault} needs to know. */
interface ModelContext extends Pick<Program, "config" | "configFile"> {
  /** The decorator with a model. */
  readonly example: string;
}

// Shows an object on one line, shortened.
const shallow = { depth: 1, breakLength: Infinity, maxArrayLength: 3, maxStringLength: 60 };

/** The diagnostic of a fault in the name of a model in a decorator. */
export function reportModelFault(
  model: unknown,
  span: Span | undefined,
  { config, configFile, example }: ModelContext,
): Diagnostic | undefined {
  const fault = findModelFault(model, config);
  if (fault === undefined) return undefined;
  if (fault.kind === "form") {
    const shown = typeof model === "string" ? JSON.stringify(model) : inspect(model, shallow);
    return report("agent/invalid-model", span, { model: shown, example });
  }
  const { provider, suggestion, known } = fault;
  const values = { provider, model: String(model), suggestion, known, file: configFile };
  return report("agent/unknown-provider", span, values);
}
