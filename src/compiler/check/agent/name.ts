import { report } from "../../diagnostics/report.js";
import { whyReserved } from "../../emit/reserved-name.js";
import { spanOf } from "../../program/program.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** The name of an agent can be that of a function, of a file and of an export. */
export const checkName: Rule = ({ callables }) =>
  callables.flatMap((agent) => {
    const { name } = agent;
    const span = propertySpan(spanOf(agent, "agent"), ["name"]);
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
      return [report("agent/invalid-name", span, { name })];
    }
    const reason = whyReserved(name);
    return reason === undefined ? [] : [report("agent/reserved-name", span, { name, reason })];
  });
