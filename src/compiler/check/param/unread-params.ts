import { report } from "../../diagnostics/report.js";
import type { Linked } from "../../program/linked.js";
import type { Rule } from "../../program/rule.js";

/**
 * A param that no method reads is a mistake: callers give it, and nothing happens. Not reported for a field
 * that cannot be a param, nor for a class without a prompt or `run`, which have other diagnostics.
 */
export const checkUnreadParams: Rule = ({ callables }) =>
  callables.flatMap(({ declaration, params }) => {
    const { reads, className } = declaration;
    if (reads === "all" || !isWhole(declaration)) return [];
    return params
      .filter(({ faults, diagnostics }) => faults.length === 0 && diagnostics.length === 0)
      .filter(({ name }) => !reads.has(name))
      .map(({ name, span }) => report("param/unread", span, { className, name }));
  });

function isWhole(declaration: Linked["declaration"]): boolean {
  return declaration.kind === "agent" ? declaration.hasPrompt : declaration.run !== undefined;
}
