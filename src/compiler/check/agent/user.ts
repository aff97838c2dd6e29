import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** An agent has a prompt. tsc does not check it: either of two methods will do. */
export const checkUser: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { hasPrompt, className, span } }) =>
    hasPrompt ? [] : [report("agent/no-user", span, { className })],
  );
