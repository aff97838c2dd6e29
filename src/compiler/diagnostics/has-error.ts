import type { Diagnostic } from "./diagnostic.js";

/** Whether there is an error, so that a build writes nothing. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
