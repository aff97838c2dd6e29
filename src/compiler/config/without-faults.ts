import type { AgentsConfig } from "../../config/config.js";
import type { OptionFault } from "../../internal/options/option-rule.js";

/** Parts of a config in which a wrong value says nothing of where agents are. */
const parts: ReadonlySet<unknown> = new Set(["defaults", "tools", "models"]);

/**
 * A config without the options that are wrong, so that a build tells of them and of the agents at once;
 * `undefined` where the agents cannot be looked at without them.
 */
export function withoutFaults(
  config: unknown,
  faults: readonly OptionFault[],
): AgentsConfig | undefined {
  const isApart = faults.every(({ path }) => path.length > 1 && parts.has(path[0]));
  if (!isApart || typeof config !== "object" || config === null) return undefined;
  const without = (part: string, value: unknown): unknown => {
    const faulty = faults.filter(({ path }) => path[0] === part).map(({ path }) => path[1]);
    return faulty.length === 0
      ? value
      : { ...Object(value), ...Object.fromEntries(faulty.map((option) => [option, undefined])) };
  };
  const sound = Object.entries(config).map(([part, value]) => [part, without(part, value)]);
  return Object.fromEntries(sound) as AgentsConfig;
}
