/** Longer texts are not typing mistakes, and might be keys. */
const longestShown = 40;

/** A value for a message; a text only by its kind, because it may be a key or a prompt. */
export function showKind(value: unknown): string {
  if (typeof value === "string") return "a string";
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}

/** As {@link showKind}, but a short text in quotes, for an option that takes words, not secrets. */
export function showValue(value: unknown): string {
  const isShort = typeof value === "string" && value.length <= longestShown;
  return isShort ? JSON.stringify(value) : showKind(value);
}
