/**
 * Claude models that enforce no schema, neither of an output nor of a tool, by the beginning of their
 * ids. All since 4.5 do.
 * Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs ("Compatibility").
 */
const withoutSchemas = [
  "claude-instant",
  "claude-2",
  "claude-3",
  "claude-opus-4-0",
  "claude-opus-4-1",
  "claude-opus-4-2025",
  "claude-sonnet-4-0",
  "claude-sonnet-4-2025",
];

/**
 * Whether a model enforces schemas: `undefined` for one behind a compatible server, of which nothing is
 * known.
 */
export function enforcesSchemas(model: string): boolean | undefined {
  if (!model.startsWith("claude-")) return undefined;
  return !withoutSchemas.some((prefix) => model.startsWith(prefix));
}
