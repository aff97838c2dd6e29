import { realpathSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { placeOf } from "./place-of.js";
import { EvaluationError } from "./evaluation-error.js";
import { locateFailure } from "./locate-failure.js";

/**
 * The diagnostic of an error that code of the project threw when the compiler called it: a patched global,
 * or an unexpected getter. Undefined when its stack shows no module of the project.
 */
export function reportThrown(thrown: unknown, root: string): Diagnostic | undefined {
  const failure = locateFailure(thrown, "", realpathSync(root));
  if (failure.line === undefined) return undefined;
  const span = placeOf(new EvaluationError(failure.file, failure, thrown), root);
  return report("source/load-failed", span, {
    module: failure.file,
    reason: `a timer or listener that it left behind throws later in the build: ${failure.message}`,
  });
}
