import { report } from "../../diagnostics/report.js";
import { findCircles } from "../../../internal/find-circles.js";
import type { Rule } from "../../program/rule.js";

/**
 * Modules of agents do not import each other in a circle: a class that extends, or a decorator that
 * names, what is not evaluated yet fails or not by which module is loaded first.
 */
export const checkModuleCycles: Rule = ({ agents, imports }) => {
  const modules = new Set(agents.map(({ declaration }) => declaration.file));
  // Imports of types alone are not there at run time.
  const importsOf = (module: string) =>
    (imports.get(module) ?? []).filter(({ typeOnly }) => !typeOnly);
  return findCircles(modules, importsOf).map(({ first, names }) =>
    report("source/cycle", first.span, { circle: names }),
  );
};
