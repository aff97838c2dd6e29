import { nearest } from "../../internal/nearest.js";
import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Directive } from "./directive.js";
import { positionOf } from "./position.js";
import { report } from "./report.js";

/**
 * Leaves out the warnings that comments turn off, and adds a warning for each comment that turns off none.
 * Errors stay, whatever a comment says. While there are errors, unused comments are not reported, because
 * the check for their warning may not have run.
 */
export function turnOff(
  found: readonly Diagnostic[],
  directives: readonly Directive[],
): readonly Diagnostic[] {
  const faults = new Map(directives.map((directive) => [directive, findFault(directive)]));
  const sound = directives.filter((directive) => faults.get(directive) === undefined);
  const used = new Set<Directive>();
  const kept = found.filter((diagnostic) => {
    const matching = sound.filter((directive) => turnsOff(directive, diagnostic));
    for (const directive of matching) used.add(directive);
    return matching.length === 0;
  });
  const isWhole = !found.some(({ severity }) => severity === "error");
  const unused = isWhole ? sound.filter((directive) => !used.has(directive)) : [];
  return [
    ...kept,
    ...[...faults.values()].filter((fault) => fault !== undefined),
    ...unused.map(({ span, line, code }) => report("ignore/unused", span, { line, code })),
  ];
}

function turnsOff({ span, line, code }: Directive, diagnostic: Diagnostic): boolean {
  const at = diagnostic.span;
  return (
    diagnostic.severity === "warning" &&
    diagnostic.code === code &&
    at?.file === span.file &&
    positionOf(at.text, at.start).line === line
  );
}

/** The fault of a comment that cannot turn off anything. */
function findFault({ span, code, reason }: Directive): Diagnostic | undefined {
  if (code === "") return report("ignore/incomplete", span, { what: "code" });
  if (!isCode(code)) {
    const warnings = Object.keys(catalogue).filter((known) => isCode(known) && mayTurnOff(known));
    const meant = nearest(code, warnings);
    const suggestion = meant === undefined ? "" : `Did you mean "${meant}"? `;
    return report("ignore/unknown-code", span, { code, suggestion });
  }
  if (!mayTurnOff(code)) {
    const isError = catalogue[code].severity === "error";
    const refusal = isError ? "an error" : "about such comments";
    return report("ignore/refused", span, { code, reason: refusal });
  }
  return reason === "" ? report("ignore/incomplete", span, { what: "reason" }) : undefined;
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(catalogue, code);
}

function mayTurnOff(code: DiagnosticCode): boolean {
  return catalogue[code].severity === "warning" && !code.startsWith("ignore/");
}
