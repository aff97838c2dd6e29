import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** An agent asks something. tsc says so as well, but a build need not come after tsc. */
export const checkUser: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { hasUser, className, span } }) =>
    hasUser ? [] : [report("agent/no-user", span, { className })],
  );
