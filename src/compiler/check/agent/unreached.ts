import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** A class that is declared as an agent is one, unless agents extend it. */
export const checkUnreached: Rule = ({ callables, outside, config, configFile: file }) => {
  const extended = new Set(callables.flatMap(({ declaration }) => declaration.ancestors));
  const globs = config.agents.map((glob) => JSON.stringify(glob)).join(", ");
  return outside
    .filter(({ id }) => !extended.has(id))
    .map(({ className, span }) => report("agent/unreached", span, { className, file, globs }));
};
