import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { locateInConfig } from "../config/locate-in-config.js";
import { isTimeout } from "./duration-bounds.js";
import { isMaxSteps } from "./steps.js";
import type { Rule } from "./rule.js";

/** What the config says of tools and steps is possible. */
export const checkConfigTools: Rule = ({ config, configSpan }) => {
  const found: Diagnostic[] = [];
  const refuse = (key: string, value: unknown, expected: string) => {
    const shown = JSON.stringify(value) ?? String(value);
    const span = locateInConfig(configSpan, key.split("."));
    found.push(report("config/tools", span, { key, value: shown, expected }));
  };
  const { timeout, concurrency } = config.tools;
  const { maxSteps } = config.defaults;
  if (!isTimeout(String(timeout))) refuse("tools.timeout", timeout, 'duration such as "30s"');
  if (!isMaxSteps(concurrency)) refuse("tools.concurrency", concurrency, wholeNumber);
  if (maxSteps !== undefined && !isMaxSteps(maxSteps)) {
    refuse("defaults.maxSteps", maxSteps, wholeNumber);
  }
  return found;
};

const wholeNumber = "whole number above zero";
