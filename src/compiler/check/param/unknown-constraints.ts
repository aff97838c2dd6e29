import { nearest } from "../../../internal/nearest.js";
import { report } from "../../diagnostics/report.js";
import { constraintTypes, isConstraint } from "./constraints.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** Every constraint of `@param` exists. */
export const checkUnknownConstraints: Rule = ({ callables }) =>
  callables.flatMap(({ params }) =>
    params.flatMap(({ constraints = {}, paramSpan }) =>
      Object.keys(constraints)
        .filter((constraint) => !isConstraint(constraint))
        .map((constraint) => {
          const span = propertySpan(paramSpan, [constraint], "key");
          const values = { constraint, remedy: remedyOf(constraint) };
          return report("param/unknown-constraint", span, values);
        }),
    ),
  );

// Options of decorators in other libraries that a class expresses without one.
const saidElsewhere: ReadonlyMap<string, string> = new Map([
  ["default", 'Write it as the initializer of the param: @param() tone = "warm".'],
  ["description", "Write a doc comment above the param."],
  ["enum", 'Write a union as the type: "warm" | "dry".'],
  ["optional", 'Write "?" after the name of the param.'],
  ["required", 'Write "!" after the name of the param to require it, or "?" to make it optional.'],
  ["type", "Write it after the name of the param."],
]);

function remedyOf(constraint: string): string {
  const known = Object.keys(constraintTypes);
  const meant = nearest(constraint, known);
  const suggestion = meant === undefined ? "" : `Did you mean "${meant}"? `;
  return saidElsewhere.get(constraint) ?? `${suggestion}The constraints are ${known.join(", ")}.`;
}
