import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/**
 * A param that no prompt reads is a mistake: callers give it, and nothing happens. Not reported for a field
 * that cannot be a param, nor for a class without a prompt, which have other diagnostics.
 */
export const checkUnreadParams: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { reads, className, hasPrompt }, params }) => {
    if (reads === "all" || !hasPrompt) return [];
    return params
      .filter(({ faults, diagnostics }) => faults.length === 0 && diagnostics.length === 0)
      .filter(({ name }) => !reads.has(name))
      .map(({ name, span }) => report("param/unread", span, { className, name }));
  });
