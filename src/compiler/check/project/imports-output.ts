import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/**
 * No agent imports generated code, directly or not: the first build would find nothing to load, and a later
 * one would load what it is about to replace. The type of `this.agents` is for tsc alone.
 */
export const checkImportsOutput: Rule = ({ imports, output }) =>
  [...imports].flatMap(([module, imported]) => {
    if (isWithin(module, output)) return [];
    return imported
      .filter(({ target, agentsOnly }) => !agentsOnly && isWithin(target, output))
      .map(({ specifier, span }) => report("source/imports-output", span, { specifier }));
  });

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`) || file === folder;
}
