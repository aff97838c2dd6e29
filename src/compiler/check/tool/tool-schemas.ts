import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** The arguments of every tool can be enforced, if a provider of its agent's models enforces schemas. */
export const checkToolSchemas: Rule = ({ agents }) =>
  agents.flatMap(({ tools }) =>
    tools.flatMap(({ name, span, unenforceable = [] }) =>
      unenforceable.map(({ place, reason, hint }) =>
        report("tool/unenforceable", span, { name, place, reason, remedy: hint }),
      ),
    ),
  );
