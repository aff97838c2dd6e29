import { readDuration } from "../../internal/duration.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { toLimits } from "../link/link-agent.js";
import { isTimeout } from "./duration-bounds.js";
import { findRetryFault } from "./retry.js";
import type { Rule } from "./rule.js";
import { isMaxTokens, isTemperature } from "./sampling.js";

/** What holds for every agent is right in itself. Said of the config, once, and not of each agent. */
export const checkConfigDefaults: Rule = ({ config: { defaults }, configSpan }) => {
  const found: Diagnostic[] = [];
  const refuse = (key: string, value: unknown, expected: string) => {
    const shown = JSON.stringify(value) ?? String(value);
    found.push(report("config/default", configSpan, { key, value: shown, expected }));
  };
  const limits = toLimits(defaults.timeout);
  for (const [limit, value] of Object.entries(limits)) {
    const key = typeof defaults.timeout === "string" ? "timeout" : `timeout.${limit}`;
    if (!isTimeout(String(value))) refuse(key, value, "duration");
  }
  const totalMs = limits.total === undefined ? undefined : readDuration(limits.total);
  for (const limit of ["firstToken", "idle"] as const) {
    const ms = readDuration(limits[limit] ?? "");
    if (ms !== undefined && totalMs !== undefined && ms >= totalMs) {
      refuse(`timeout.${limit}`, limits[limit], "limit shorter than the total");
    }
  }
  const { temperature, maxTokens } = defaults;
  if (temperature !== undefined && !isTemperature(temperature)) {
    refuse("temperature", temperature, "number between 0 and 2");
  }
  if (maxTokens !== undefined && !isMaxTokens(maxTokens)) {
    refuse("maxTokens", maxTokens, "whole number above zero");
  }
  const fault = defaults.retry && findRetryFault(defaults.retry);
  if (fault) refuse(`retry.${fault.key}`, fault.value, fault.expected);
  return found;
};
