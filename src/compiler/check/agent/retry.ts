import { retryRule } from "../../../config/config-rules.js";
import { toRetrySpec } from "../../../config/to-retry-spec.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** `@retry` takes attempts and waits that are possible. */
export const checkRetry: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const [fault] = agent.recorded?.retry && agent.retry ? retryRule(toRetrySpec(agent.retry)) : [];
    if (!fault) return [];
    const path = fault.path.map(String);
    const span = propertySpan(spanOf(agent, "retry"), path);
    const values = { key: path.join("."), value: fault.shown, expected: fault.expected };
    return [report("agent/invalid-retry", span, values)];
  });
