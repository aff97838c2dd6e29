import type { OptionFault, OptionPath } from "./option-rule.js";

/** Longer names are not typing mistakes, and might be anything. */
const longestName = 100;

/** A fault as an issue: what was expected, without the value. */
export function toIssue(fault: OptionFault): {
  readonly path: OptionPath;
  readonly message: string;
} {
  const { path, kind, expected, meant } = fault;
  const advice = meant === undefined ? expected : `Did you mean "${meant}"?`;
  const message = kind === "unknown" ? `unknown option. ${advice}` : `expected ${expected}`;
  return { path: path.map(shorten), message };
}

/** A key for a message, shortened. */
export function shorten(key: string | number): string | number {
  return typeof key === "string" && key.length > longestName
    ? `${key.slice(0, longestName)}…`
    : key;
}
