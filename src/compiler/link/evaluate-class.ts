import { declarationOf, type Declaration } from "../../dsl/declaration.js";
import type { CallableDeclaration } from "../analyze/declaration/callable-declaration.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { positionOf } from "../diagnostics/position.js";
import { report } from "../diagnostics/report.js";
import { EvaluationError } from "../evaluate/evaluation-error.js";
import type { ModuleLoader } from "../evaluate/module-loader.js";
import { placeOf } from "../evaluate/place-of.js";
import { readError } from "../evaluate/read-error.js";
import { plainDeclaration } from "./plain-declaration.js";

/** A loaded class, and what its decorators recorded. */
export interface EvaluatedClass {
  readonly loaded: abstract new () => unknown;
  readonly recorded: Declaration;
}

/**
 * Loads the module of a class and reads what its decorators recorded. `undefined` if it cannot be loaded,
 * which is reported.
 */
export async function evaluateClass(
  declaration: CallableDeclaration,
  loader: ModuleLoader,
  diagnostics: Diagnostic[],
): Promise<EvaluatedClass | undefined> {
  // Loading would throw, and a rule reports why, at the place.
  if (declaration.uncalled.length > 0) return undefined;
  try {
    const exports = await loader.load(declaration.module);
    const exported = exports[declaration.className];
    if (isClass(exported)) return { loaded: exported, recorded: read(exported, declaration) };
    const { className, file, span } = declaration;
    const reason = `its export ${className} is not a class when it is loaded`;
    diagnostics.push(report("source/load-failed", span, { module: file, reason }));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    diagnostics.push(describeFailure(error, declaration.span, loader.root));
  }
  return undefined;
}

function read(loaded: EvaluatedClass["loaded"], { file, span }: CallableDeclaration): Declaration {
  try {
    return plainDeclaration(declarationOf(loaded));
  } catch (error) {
    // A decorator replaced the class, or a value throws when it is read.
    const message = `the values of its decorators cannot be read: ${readError(error).message}`;
    const { line, column } = positionOf(span.text, span.start);
    throw new EvaluationError(file, { message, file, line, column }, error);
  }
}

/** The diagnostic of a module that cannot be loaded, at the place that the error names. */
function describeFailure(
  error: EvaluationError,
  fallback: Span | undefined,
  root: string,
): Diagnostic {
  // Every agent that imports a broken module reports the same at the same place; duplicates are removed.
  return report("source/load-failed", placeOf(error, root) ?? fallback, {
    module: error.file,
    reason: error.message,
  });
}

function isClass(value: unknown): value is abstract new () => unknown {
  return typeof value === "function";
}
