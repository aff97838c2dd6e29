/** Escapes in JSON text, two halves of a character as one. */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|[^])/g;

/**
 * JSON text in which halves of a character that stand alone are U+FFFD. `JSON.stringify` writes them as
 * escapes, and servers refuse these with 400, or fail. They come from texts that were cut by `slice`.
 */
export function toWellFormedJson(json: string): string {
  // Nearly every text has none, and looking for these costs next to nothing.
  if (!json.includes("\\ud") && !json.includes("\\uD")) return json;
  return json.replace(escapes, (escape) =>
    escape.length === "\\ud800".length ? "\ufffd" : escape,
  );
}

/** The same of a value, in all its texts and keys; what is neither an array nor a plain object stays. */
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
