import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { tooDeep } from "../source/open-sources.js";
import type { Sources } from "../source/sources.js";
import type { ts } from "../source/typescript.js";
import type { AgentDeclaration } from "./declaration/agent-declaration.js";
import type { NetworkDeclaration } from "./declaration/network-declaration.js";
import { analyzeClass } from "./analyze-class.js";
import { findCallables } from "./classes/find-callables.js";

/**
 * Reads the agents and networks of a module. A module that crashes the compiler, or TypeScript's type checker,
 * is reported and has none, so that faults in other modules are still reported.
 */
export function analyzeModule(
  file: ts.SourceFile,
  sources: Sources,
  diagnostics: Diagnostic[],
): (AgentDeclaration | NetworkDeclaration)[] {
  try {
    return findCallables(file, sources, diagnostics).map((found) =>
      analyzeClass(found, sources, diagnostics),
    );
  } catch (error) {
    const reason =
      error instanceof RangeError ? tooDeep : `the compiler failed on it (${String(error)})`;
    const span = { file: sources.pathOf(file), text: file.text, start: 0, end: 0 };
    diagnostics.push(report("source/unreadable", span, { file: span.file, reason }));
    return [];
  }
}
