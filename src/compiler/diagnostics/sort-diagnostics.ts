import type { Diagnostic } from "./diagnostic.js";

/**
 * Sorts diagnostics for display: those without a place first, then by file and position, without
 * duplicates. Two agents that import the same broken module report the same fault.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.span?.file ?? "", b.span?.file ?? "") ||
      (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
      (a.span?.end ?? 0) - (b.span?.end ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function keyOf({ code, span, message }: Diagnostic): string {
  return JSON.stringify([code, span?.file, span?.start, span?.end, message]);
}

// By code unit: a locale's order would differ between machines.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
