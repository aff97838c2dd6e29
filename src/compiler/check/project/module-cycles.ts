import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { findCircle } from "../../../internal/find-circle.js";
import type { Rule } from "../../program/rule.js";

/**
 * Modules of agents do not import each other in a circle: a class that extends, or a decorator that
 * names, what is not evaluated yet fails or not by which module is loaded first.
 */
export const checkModuleCycles: Rule = ({ agents, imports }) => {
  const found = new Map<string, Diagnostic>();
  const modules = [...new Set(agents.map(({ declaration }) => declaration.file))].sort();
  // Imports of types alone are not there at run time.
  const importsOf = (module: string) =>
    (imports.get(module) ?? []).filter(({ typeOnly }) => !typeOnly);
  for (const module of modules) {
    const circle = findCircle(module, importsOf);
    const [first] = circle;
    if (first === undefined) continue;
    const names = circle.map(({ target }) => target);
    // Met again from each of its modules; the first in order speaks for it.
    const key = names.toSorted().join("\n");
    if (found.has(key)) continue;
    const values = { circle: [module, ...names].join(" → ") };
    found.set(key, report("source/cycle", first.span, values));
  }
  return [...found.values()];
};
