import type { FieldDeclaration } from "../../analyze/declaration/callable-declaration.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";

/** Says why callers cannot set a field that is decorated as a param, as context or as a state. */
export function reportFaults(
  as: "param" | "context" | "state",
  { name, span, faults }: Pick<FieldDeclaration, "name" | "span" | "faults">,
): Diagnostic[] {
  return faults.map((fault) => {
    switch (fault.kind) {
      case "not-public":
        return report(`${as}/not-public`, span, { name, modifier: fault.modifier });
      case "invalid-name":
        return report(`${as}/invalid-name`, span, { name });
      case "not-a-field":
        return report(`${as}/not-a-field`, span, { name, what: fault.what });
    }
  });
}
