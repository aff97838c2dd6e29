import type { OptionFault, OptionPath } from "./option-rule.js";
import { shorten } from "./to-issue.js";

/** A fault as one sentence without its beginning, for an error: `maxAttempts is 99. It must be …`. */
export function describeFault(fault: OptionFault): string {
  const { path, kind, expected, shown } = fault;
  const name = formatPath(path);
  if (kind === "unknown") return `"${name}" is not an option. ${adviceOf(fault)}`;
  if (shown === "undefined") return `${name} is missing. It must be ${expected}.`;
  return `${name} is ${shown}. It must be ${expected}.`;
}

/** What to write instead of an unknown option. */
export function adviceOf({ path, expected, meant }: OptionFault): string {
  return meant === undefined
    ? expected
    : `Did you mean "${formatPath([...path.slice(0, -1), meant])}"?`;
}

/** `models["groq/llama"].prices.input`, `fallback[1]`. */
export function formatPath(path: OptionPath): string {
  return path
    .map(shorten)
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key))
        return index === 0 ? key : `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}
