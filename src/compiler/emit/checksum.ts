import { createHash } from "node:crypto";

/** A short hash of a file of the output, by which an edit is noticed. Its layout makes no difference. */
export function checksumOf(name: string, text: string): string {
  return createHash("sha256").update(withoutLayout(name, text)).digest("hex").slice(0, 16);
}

/**
 * What of a file of the output counts: not what Git and formatters change in it all the same. Git writes
 * other line ends, formatters lay JSON out anew, which has no comment to keep them off, and Prettier
 * removes semicolons also from statements that it is to leave alone.
 */
export function withoutLayout(name: string, text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  if (!name.endsWith(".json")) return lines.replaceAll(/;(?=\n|$)/g, "");
  try {
    return JSON.stringify(JSON.parse(lines), (_, value: unknown) => sorted(value));
  } catch {
    // Somebody has edited it, or Git has left the marks of a merge.
    return lines;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
