import { report } from "../../diagnostics/report.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { LinkedNetwork } from "../../program/linked-network.js";
import type { Rule } from "../../program/rule.js";

/** A network has an async method `run`, whose output is described by a schema. */
export const checkRun: Rule = ({ networks }) => networks.flatMap(check);

function check({ declaration, output, recorded }: LinkedNetwork): Diagnostic[] {
  const { className, span, run } = declaration;
  if (run === undefined) return [report("network/no-run", span, { className })];
  if (!run.isAsync) return [report("network/run-not-async", run.span, { className })];
  // Of a class that could not be loaded, nobody knows whether it has a schema.
  if (output !== undefined || recorded === undefined) return [];
  return run.returned.map((at) => report("network/returns-without-schema", at, { className }));
}
