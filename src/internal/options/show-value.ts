/** Longer texts are no slips of the pen, and might be a key. */
const longestShown = 40;

/** A value as a message shows it; a text only by its kind, because it may be a key or a prompt. */
export function showKind(value: unknown): string {
  if (typeof value === "string") return "a string";
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}

/** The same, with a text in quotes where it is short: of an option that takes words, and no secret. */
export function showValue(value: unknown): string {
  const isShort = typeof value === "string" && value.length <= longestShown;
  return isShort ? JSON.stringify(value) : showKind(value);
}
