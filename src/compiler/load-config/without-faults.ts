import type { AgentsConfig } from "../../config/config.js";
import type { OptionFault } from "../../internal/options/option-rule.js";

/** Parts of a config in which an invalid value does not prevent checking the agents. */
const parts: ReadonlySet<unknown> = new Set(["defaults", "tools"]);

/**
 * A config without its invalid options, so that a build reports faults in the config and in the agents
 * together; `undefined` if the agents cannot be checked without them.
 */
export function withoutFaults(
  config: unknown,
  faults: readonly OptionFault[],
): AgentsConfig | undefined {
  // Without a default model, or with a misspelt one left out, every agent would be reported to have no
  // model.
  const isApart = faults.every(({ kind, path: [part, option] }) => {
    return kind !== "unknown" && parts.has(part) && option !== undefined && option !== "model";
  });
  if (!isApart || typeof config !== "object" || config === null) return undefined;
  const without = (part: string, options: unknown): unknown => {
    const faulty = faults.filter(({ path }) => path[0] === part).map(({ path }) => path[1]);
    const sound = Object.entries(Object(options)).filter(([name]) => !faulty.includes(name));
    return faulty.length === 0 ? options : Object.fromEntries(sound);
  };
  const sound = Object.entries(config).map(([part, options]) => [part, without(part, options)]);
  return Object.fromEntries(sound) as AgentsConfig;
}
