import type { Diagnostic } from "./diagnostic.js";

/** Whether there is anything that keeps a build from writing. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
