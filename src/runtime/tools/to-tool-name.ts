/** A name that every provider takes for a tool: ASCII letters, digits, `_` and `-`, at most 64, at least one. */
export function toToolName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 64) || "_";
}
