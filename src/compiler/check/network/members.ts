import { findCircles, type Edge } from "../../../internal/find-circles.js";
import { nearest } from "../../../internal/nearest.js";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Linked } from "../../program/linked.js";
import type { Rule } from "../../program/rule.js";

/** What code calls as `this.agents` exists, and agents and networks do not call each other in a circle. */
export const checkMembers: Rule = ({ callables }) => {
  const known = [...new Set(callables.map(({ name }) => name))].sort();
  return [
    ...callables.flatMap((callable) => reportUnknown(callable, known)),
    ...callables.flatMap(reportItself),
    ...reportCircles(callables),
  ];
};

function reportUnknown({ declaration }: Linked, known: readonly string[]): Diagnostic[] {
  const { className, memberUses } = declaration;
  return memberUses
    .filter(({ name }) => !known.includes(name))
    .map(({ name, span }) => {
      const meant = nearest(name, known);
      const suggestion = meant === undefined ? "" : `Did you mean this.agents.${meant}? `;
      const values = { className, name, suggestion, known: shorten(known) };
      return report("member/unknown", span, values);
    });
}

/** A project may have hundreds. */
function shorten(names: readonly string[]): string {
  const most = 12;
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function reportItself({ name, declaration: { className, memberUses } }: Linked): Diagnostic[] {
  const first = memberUses.find((use) => use.name === name);
  return first ? [report("member/itself", first.span, { className })] : [];
}

interface Call extends Edge {
  readonly span: Span;
  readonly by: "code" | "tool";
}

/** Circles of tools alone have a rule of their own. */
function reportCircles(callables: readonly Linked[]): Diagnostic[] {
  const calls = new Map(callables.map((one) => [one.name, callsOf(one)]));
  return findCircles(calls.keys(), (name) => calls.get(name) ?? [])
    .filter(({ steps }) => steps.some(({ by }) => by === "code"))
    .map(({ steps, names }) => {
      const place = steps.find(({ by }) => by === "code")?.span;
      return report("member/circle", place, { circle: names });
    });
}

function callsOf(callable: Linked): readonly Call[] {
  const { name, declaration } = callable;
  const byCode = declaration.memberUses.map((use) => {
    return { target: use.name, span: use.span, by: "code" as const };
  });
  const tools = callable.kind === "agent" ? callable.tools : [];
  const asTools = tools
    .filter(({ kind }) => kind === "agent")
    .map((tool) => ({ target: tool.name, span: tool.span, by: "tool" as const }));
  return [...byCode, ...asTools].filter(({ target }) => target !== name);
}
