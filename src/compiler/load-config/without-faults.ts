import type { AgentsConfig } from "../../config/config.js";
import type { OptionFault } from "../../internal/options/option-rule.js";

/** Parts of a config in which a wrong value keeps nothing from being said of the agents. */
const parts: ReadonlySet<unknown> = new Set(["defaults", "tools"]);

/**
 * A config without the options that are wrong, so that a build tells of them and of the agents at once;
 * `undefined` where the agents cannot be looked at without them.
 */
export function withoutFaults(
  config: unknown,
  faults: readonly OptionFault[],
): AgentsConfig | undefined {
  // Without the default model each agent would be said to have none, and so of a misspelt one.
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
