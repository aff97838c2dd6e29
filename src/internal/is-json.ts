import { canonicalJson } from "./canonical-json.js";

/** Whether a text is one JSON value that `JSON.parse` accepts. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether two texts are the same JSON value, with any white space, escapes and order of keys. */
export function isSameJson(one: string, other: string): boolean {
  try {
    return canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
  } catch {
    // Not JSON, or nested too deeply to compare.
    return false;
  }
}
