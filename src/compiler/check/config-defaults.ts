import type { AgentDefaults, ResolvedConfig } from "../../config/config.js";
import { findRetryFault } from "../../config/find-retry-fault.js";
import { toLimits } from "../../config/to-limits.js";
import { readDuration } from "../../internal/duration.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { locateInConfig } from "../config/locate-in-config.js";
import { isTimeout, longestTimeout } from "./duration-bounds.js";
import { findModelFault } from "./model.js";
import type { Rule } from "./rule.js";
import { isMaxTokens, isTemperature } from "./sampling.js";

/** What holds for every agent is right in itself. Said of the config, once, and not of each agent. */
export const checkConfigDefaults: Rule = ({ config, configSpan }) => {
  const { defaults } = config;
  const found: Diagnostic[] = [];
  const refuse: Refuse = (key, value, expected, remedy = "Write one, or leave it out.") => {
    const shown = JSON.stringify(value) ?? String(value);
    const span = locateInConfig(configSpan, ["defaults", ...key.split(".")]);
    found.push(report("config/default", span, { key, value: shown, expected, remedy }));
  };
  checkDefaultModel(config, refuse);
  checkDefaultTimeout(defaults, refuse);
  const { streaming, temperature, maxTokens } = defaults;
  if (streaming !== undefined && typeof streaming !== "boolean") {
    refuse("streaming", streaming, "boolean", "Write true or false, or leave it out.");
  }
  if (temperature !== undefined && !isTemperature(temperature)) {
    refuse("temperature", temperature, "number between 0 and 2");
  }
  if (maxTokens !== undefined && !isMaxTokens(maxTokens)) {
    refuse("maxTokens", maxTokens, "whole number above zero");
  }
  checkDefaultRetry(defaults, refuse);
  return found;
};

type Refuse = (key: string, value: unknown, expected: string, remedy?: string) => void;

function checkDefaultModel(config: ResolvedConfig, refuse: Refuse): void {
  const { model } = config.defaults;
  const fault = model === undefined ? undefined : findModelFault(model, config);
  if (fault?.kind === "form") {
    refuse("model", model, "model", 'Write the provider, a slash and the model: "openai/gpt-4o".');
  } else if (fault?.kind === "provider") {
    const remedy = `${fault.suggestion}Known are ${fault.known}; add others under "providers".`;
    refuse("model", model, "model of a known provider", remedy);
  }
}

function checkDefaultRetry({ retry }: AgentDefaults, refuse: Refuse): void {
  if (retry === undefined || retry === false) return;
  if (typeof retry !== "object" || retry === null) {
    return refuse("retry", retry, "object of retry options", "Write options, or false for none.");
  }
  const fault = findRetryFault(retry);
  if (fault) refuse(`retry.${fault.key}`, fault.value, fault.expected);
}

function checkDefaultTimeout({ timeout }: AgentDefaults, refuse: Refuse): void {
  const limits = toLimits(timeout);
  for (const [limit, value] of Object.entries(limits)) {
    const key = typeof timeout === "string" ? "timeout" : `timeout.${limit}`;
    if (isTimeout(String(value))) continue;
    const remedy = `Write a number above zero and a unit${longestTimeout}: "250ms", "30s", "3m".`;
    refuse(key, value, "duration", remedy);
  }
  const totalMs = limits.total === undefined ? undefined : readDuration(limits.total);
  for (const limit of ["firstToken", "idle"] as const) {
    const ms = readDuration(limits[limit] ?? "");
    if (ms === undefined || totalMs === undefined || ms < totalMs) continue;
    const remedy = "Make it shorter than the total, or leave it out.";
    refuse(`timeout.${limit}`, limits[limit], "limit shorter than the total", remedy);
  }
}
