/** Matches escapes in JSON text; a surrogate pair is one match. */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|[^])/g;

/**
 * JSON text with lone surrogates replaced by U+FFFD. `JSON.stringify` writes them as escapes, which servers
 * reject with 400, or which make them fail. They come from texts that were cut with `slice`.
 */
export function toWellFormedJson(json: string): string {
  // Almost no text has any, and this check costs almost nothing.
  if (!json.includes("\\ud") && !json.includes("\\uD")) return json;
  return json.replace(escapes, (escape) =>
    escape.length === "\\ud800".length ? "\ufffd" : escape,
  );
}

/**
 * As {@link toWellFormedJson}, for all texts and keys of a value. Anything other than arrays and plain
 * objects stays as it is.
 */
export function toWellFormed<Value>(value: Value): Value {
  return wellFormed(value) as Value;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key.toWellFormed(), wellFormed(item)]));
}
