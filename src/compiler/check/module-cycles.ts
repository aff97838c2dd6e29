import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Program, ProgramImport } from "../link/program.js";
import type { Rule } from "./rule.js";

/**
 * Modules of agents do not import each other in a circle: a class that extends, or a decorator that
 * names, what is not evaluated yet fails or not by which module is loaded first.
 */
export const checkModuleCycles: Rule = (program) => {
  const found = new Map<string, Diagnostic>();
  const modules = [...new Set(program.agents.map(({ declaration }) => declaration.file))].sort();
  for (const module of modules) {
    const circle = findCircle(module, program);
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

/** The shortest way from a module back to itself, by imports that are there at run time. */
function findCircle(module: string, { imports }: Program): readonly ProgramImport[] {
  const seen = new Set<string>();
  let ways: (readonly ProgramImport[])[] = [[]];
  while (ways.length > 0) {
    const longer: (readonly ProgramImport[])[] = [];
    for (const way of ways) {
      for (const next of imports.get(way.at(-1)?.target ?? module) ?? []) {
        if (next.typeOnly) continue;
        if (next.target === module) return [...way, next];
        if (seen.has(next.target)) continue;
        seen.add(next.target);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return [];
}
