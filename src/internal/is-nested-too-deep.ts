import { maxDepth } from "./partial-json/partial-json-parser.js";

/**
 * Whether a value has more than 1,000 arrays and objects inside each other: see {@link isNestedTooDeep}.
 * Linear, and walks no deeper than that.
 */
export function isValueNestedTooDeep(value: unknown, left = maxDepth): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((part) => isValueNestedTooDeep(part, left - 1));
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether JSON text has more than 1,000 arrays and objects inside each other. It could be parsed, but the
 * recursive functions that check, store and send it would run out of stack. Linear. The result has no
 * meaning for text that is not JSON.
 */
export function isNestedTooDeep(text: string): boolean {
  if (text.length <= maxDepth) return false;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) quoted = !quoted;
    else if (quoted) index += code === backslash ? 1 : 0;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
