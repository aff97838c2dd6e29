import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** An agent has a prompt. tsc checks this as well, but a build may run without tsc. */
export const checkUser: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { hasUser, className, span } }) =>
    hasUser ? [] : [report("agent/no-user", span, { className })],
  );
