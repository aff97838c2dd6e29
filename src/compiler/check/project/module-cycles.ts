import { report } from "../../diagnostics/report.js";
import { findCircles } from "../../../internal/find-circles.js";
import type { Rule } from "../../program/rule.js";

/**
 * Modules of agents have no import cycles. If a class extends, or a decorator names, something that is not
 * evaluated yet, it depends on the order of loading whether it fails.
 */
export const checkModuleCycles: Rule = ({ callables, imports }) => {
  const modules = new Set(callables.map(({ declaration }) => declaration.file));
  // Type imports do not exist at run time.
  const importsOf = (module: string) =>
    (imports.get(module) ?? []).filter(({ typeOnly }) => !typeOnly);
  return findCircles(modules, importsOf).map(({ first, names }) =>
    report("source/cycle", first.span, { circle: names }),
  );
};
