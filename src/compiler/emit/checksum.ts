import { createHash } from "node:crypto";

/** A short hash of a file of the output, which reveals an edit. Ignores the layout. */
export function checksumOf(name: string, text: string): string {
  return createHash("sha256").update(withoutLayout(name, text)).digest("hex").slice(0, 16);
}

/**
 * A file of the output without what Git and formatters change: Git writes other line ends, formatters lay
 * out JSON, in which no comment can stop them, and Prettier removes semicolons even from statements that it
 * is told to ignore.
 */
export function withoutLayout(name: string, text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  if (!name.endsWith(".json")) return lines.replaceAll(/;(?=\n|$)/g, "");
  try {
    return JSON.stringify(JSON.parse(lines), (_, value: unknown) => sorted(value));
  } catch {
    // Somebody has edited it, or it contains the marks of a merge.
    return lines;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
