import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/**
 * The prompt is part of a cache's key, so a prompt that reads the clock or random numbers has a new key
 * each time.
 */
export const checkUnstableCache: Rule = ({ agents }) =>
  agents.flatMap(({ cache, declaration: { className, unstableReads } }) => {
    if (cache === undefined) return [];
    return unstableReads.map(({ method, what, span }) =>
      report("agent/unstable-cache", span, { className, method, what }),
    );
  });
