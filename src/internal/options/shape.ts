import { nearest } from "../nearest.js";
import { noFaults, within, type OptionFault, type OptionRule } from "./option-rule.js";
import { typed } from "./rules.js";
import { isObject } from "../is-object.js";

/** A rule for each option of an interface, so that none can be added without one. */
export type Members<Options> = { readonly [Key in keyof Options]-?: OptionRule };

/**
 * The rule for an object with these options and no others. Ignoring a misspelt option could leave an agent
 * without its limit, or send a prompt to the wrong server. An `undefined` option counts as left out.
 *
 * @param needed - the required options
 */
export function shape<Options extends object>(
  members: Members<Options>,
  needed: readonly (keyof Options & string)[] = [],
): OptionRule {
  const rules: Readonly<Record<string, OptionRule>> = members;
  const isOptions = typed(isObject, "an object of options");
  return (value) => {
    if (!isObject(value)) return isOptions(value);
    const faults = Object.keys(value).flatMap((key) => findUnknown(key, rules));
    const meant = new Set(faults.map((fault) => fault.meant));
    for (const key of needed) {
      // A misspelt required option is reported only once.
      if (value[key] !== undefined || meant.has(key)) continue;
      faults.push(...within(key, rules[key]?.(undefined) ?? noFaults));
    }
    for (const key in rules) {
      const found = findMember(value, key, rules[key]);
      if (found.length > 0) faults.push(...within(key, found));
    }
    return faults;
  };
}

function findMember(
  value: Readonly<Record<string, unknown>>,
  key: string,
  rule: OptionRule = () => noFaults,
): readonly OptionFault[] {
  try {
    const member = value[key];
    return member === undefined ? noFaults : rule(member);
  } catch {
    // A getter or a proxy that throws.
    return [{ path: [], kind: "type", expected: "a value that can be read", shown: "another" }];
  }
}

function findUnknown(key: string, rules: Readonly<Record<string, OptionRule>>): OptionFault[] {
  if (Object.hasOwn(rules, key)) return [];
  const known = Object.keys(rules);
  const meant = nearest(key, known);
  const expected = `The options are ${known.join(", ")}.`;
  return [{ path: [key], kind: "unknown", expected, shown: "", ...(meant && { meant }) }];
}
