import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** An output schema can be imported, sent to a model, and enforced. */
export const checkSchema: Rule = ({ callables }) =>
  callables.flatMap(({ declaration: { className, schema }, output }) => {
    if (output === undefined) return [];
    const found: Diagnostic[] = [];
    const { span, name, failures } = output;
    // A value that is not a schema has a more important fault than a missing export.
    if (output.export === undefined && !failures.some(({ isWhole }) => isWhole)) {
      const { foreign } = schema;
      found.push(
        foreign
          ? report("schema/foreign", span, { className, ...foreign })
          : report("schema/not-exported", span, { className, name }),
      );
    }
    if (failures.length > 0) {
      const reasons = failures.map(({ span: at, reason, remedy }) =>
        report("schema/unsupported", at, { reason, remedy }),
      );
      return [...found, ...reasons];
    }
    for (const { place, reason, hint, span: at } of output.unenforceable) {
      found.push(report("schema/unenforceable", at, { place, reason, remedy: hint }));
    }
    for (const { what, most, provider, hint, span: place } of output.excess) {
      const values = { className, what, most: String(most), provider, remedy: hint };
      found.push(report("schema/too-large", place, values));
    }
    return found;
  });
