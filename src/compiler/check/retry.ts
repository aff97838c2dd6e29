import { findRetryFault } from "../../config/find-retry-fault.js";
import { report } from "../diagnostics/report.js";
import { spanOf } from "../link/program.js";
import { propertySpan } from "./property-span.js";
import type { Rule } from "./rule.js";

/** `@retry` takes attempts and waits that are possible. */
export const checkRetry: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const fault = agent.recorded?.retry && agent.retry && findRetryFault(agent.retry);
    if (!fault) return [];
    const span = propertySpan(spanOf(agent, "retry"), [fault.key]);
    const values = { key: fault.key, value: String(fault.value), expected: fault.expected };
    return [report("agent/invalid-retry", span, values)];
  });
