import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { positionOf } from "../../diagnostics/position.js";
import { report } from "../../diagnostics/report.js";
import { fileNameOf } from "../../emit/file-name.js";
import type { LinkedCallable } from "../../program/linked-callable.js";
import { spanOf } from "../../program/program.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/**
 * No two agents or networks have the same name, the same file, or an export of the same name. The later one is
 * reported, by file and position.
 */
export const checkDuplicateNames: Rule = ({ callables }) => {
  const found: Diagnostic[] = [];
  const byName = new Map<string, LinkedCallable>();
  const byFile = new Map<string, LinkedCallable>();
  const byType = new Map<string, LinkedCallable>();
  for (const callable of callables) {
    for (const type of typeNames(callable.name)) byType.set(type, callable);
  }
  for (const callable of callables) {
    const { name, declaration } = callable;
    const { className } = declaration;
    const span = propertySpan(spanOf(callable, "agent"), ["name"]);
    const file = fileNameOf(name).normalize("NFC");
    const sameName = byName.get(name);
    const sameFile = byFile.get(file);
    const sameType = byType.get(name);
    if (sameName) {
      const { className: other, file: module, span: at } = sameName.declaration;
      const place = `${module}:${positionOf(at.text, at.start).line}`;
      found.push(report("agent/duplicate-name", span, { name, className, other, place }));
    } else if (sameFile) {
      const values = { name, other: sameFile.name, file: `${file}.ts` };
      found.push(report("agent/duplicate-file", span, values));
    } else if (sameType) {
      const reason = `a generated type of ${sameType.declaration.className} has this name`;
      found.push(report("agent/reserved-name", span, { name, reason }));
    }
    if (!sameName) byName.set(name, callable);
    if (!sameFile) byFile.set(file, callable);
  }
  return found;
};

/** The types that the module of an agent may export. */
function typeNames(name: string): string[] {
  const stem = name.charAt(0).toUpperCase() + name.slice(1);
  return ["Params", "Context", "States", "Output", "Partial", "Json"].map(
    (suffix) => stem + suffix,
  );
}
