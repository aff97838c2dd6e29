import { adviceOf, formatPath } from "../../internal/options/describe-fault.js";
import type { OptionFault } from "../../internal/options/option-rule.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { ConfigSource } from "./check-config.js";
import { locateInConfig } from "./locate-in-config.js";

/** The diagnostic of a fault that `defineConfig` found in a config, at its place. */
export function reportConfigFault(fault: OptionFault, source: ConfigSource): Diagnostic {
  const { path, kind, expected, shown: value } = fault;
  const keys = path.map(String);
  const key = formatPath(path);
  if (kind === "unknown") {
    const reason = `The config has no option "${key}". ${adviceOf(fault)}`;
    return report("config/invalid", locateInConfig(source, keys, "key"), { reason });
  }
  const span = locateInConfig(source, keys);
  const [part, option] = path;
  if (part === "output") {
    return report("config/output", span, { output: value, file: source.file });
  }
  if (path.length > 1 && (part === "tools" || option === "maxSteps")) {
    return report("config/tools", span, { key, value, expected });
  }
  if (path.length > 1 && part === "defaults") {
    const remedy = "Write a valid value, or leave it out.";
    return report("config/default", span, {
      key: formatPath(path.slice(1)),
      value,
      expected,
      remedy,
    });
  }
  const what = path.length === 0 ? "The config" : `"${key}"`;
  const is = value === "undefined" ? "is missing" : `is ${value}`;
  return report("config/invalid", span, { reason: `${what} ${is}. It must be ${expected}.` });
}
