import type { AgentDefaults, ResolvedConfig } from "../../../config/config.js";
import { toLimits } from "../../../config/to-limits.js";
import { readDuration } from "../../../internal/duration.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { locateInConfig } from "../../load-config/locate-in-config.js";
import { findModelFault } from "../agent/model.js";
import type { Rule } from "../../program/rule.js";

/**
 * The config's defaults are valid together. Reported once, for the config, not for each agent.
 * `defineConfig` checks the single options.
 */
export const checkConfigDefaults: Rule = ({ config, configSpan }) => {
  const { defaults } = config;
  const found: Diagnostic[] = [];
  const refuse: Refuse = (key, value, expected, remedy) => {
    const shown = JSON.stringify(value) ?? String(value);
    const span = locateInConfig(configSpan, ["defaults", ...key.split(".")]);
    found.push(report("config/default", span, { key, value: shown, expected, remedy }));
  };
  checkDefaultModel(config, refuse);
  checkDefaultTimeout(defaults, refuse);
  return found;
};

type Refuse = (key: string, value: unknown, expected: string, remedy: string) => void;

function checkDefaultModel(config: ResolvedConfig, refuse: Refuse): void {
  const { model } = config.defaults;
  const fault = model === undefined ? undefined : findModelFault(model, config);
  if (fault?.kind === "provider") {
    const remedy = `${fault.suggestion}The providers are ${fault.known}. Add others under "providers".`;
    refuse("model", model, "a model of a configured provider", remedy);
  }
}

function checkDefaultTimeout({ timeout }: AgentDefaults, refuse: Refuse): void {
  const limits = toLimits(timeout);
  const totalMs = readDuration(limits.total);
  for (const limit of ["firstToken", "idle"] as const) {
    const ms = readDuration(limits[limit]);
    if (ms === undefined || totalMs === undefined || ms < totalMs) continue;
    const remedy = "Make it shorter than the total, or leave it out.";
    refuse(`timeout.${limit}`, limits[limit], "a limit shorter than the total", remedy);
  }
}
