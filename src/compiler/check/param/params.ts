import { report } from "../../diagnostics/report.js";
import { reportFaults } from "./field-faults.js";
import type { Rule } from "../../program/rule.js";

/** Every field with `@param` can be a param, and every recorded param is a field. */
export const checkParams: Rule = ({ callables }) =>
  callables.flatMap(({ declaration, params, recorded }) => {
    const { className, span } = declaration;
    const known = new Set(params.map(({ name }) => name));
    const lost = Object.keys(recorded?.params ?? {}).filter((name) => !known.has(name));
    return [
      ...params.flatMap((field) => [...reportFaults("param", field), ...field.diagnostics]),
      ...lost.map((name) => report("param/not-found", span, { className, name })),
    ];
  });
