import type { Diagnostic } from "./diagnostic.js";
import type { Directive } from "./directive.js";
import { sortDiagnostics } from "./sort-diagnostics.js";
import { turnOff } from "./turn-off.js";

/**
 * The diagnostics that a build finally reports: without the warnings that are turned off, sorted, without
 * duplicates. With `strict`, the remaining warnings are errors.
 */
export function settleDiagnostics(
  found: readonly Diagnostic[],
  options: { readonly directives: readonly Directive[]; readonly strict: boolean },
): Diagnostic[] {
  const settled = sortDiagnostics(turnOff(found, options.directives));
  if (!options.strict) return settled;
  return settled.map((diagnostic) => Object.assign({}, diagnostic, { severity: "error" as const }));
}
