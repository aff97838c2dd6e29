import { holdsDate } from "../../../manifest/holds-date.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedNetwork, LinkedState } from "../../program/linked-network.js";
import type { Rule } from "../../program/rule.js";
import { reportFaults } from "../param/field-faults.js";

/** Every field that is a state can be watched, is JSON, and is set by nobody else. */
export const checkStates: Rule = ({ networks }) =>
  networks.flatMap((network) => {
    const { states, recorded, declaration } = network;
    const { className, span } = declaration;
    const known = new Set(states.map(({ name }) => name));
    const lost = Object.keys(recorded?.states ?? {}).filter((name) => !known.has(name));
    return [
      ...states.flatMap((state) => [
        ...reportFaults("state", state),
        ...state.typeDiagnostics,
        ...refuseDate(state),
      ]),
      ...reportShared(network),
      ...lost.map((name) => report("state/not-found", span, { className, name })),
    ];
  });

/** A param may be a Date, which JSON gives as a text; a state is shown as it is. */
function refuseDate({ type, span }: LinkedState): Diagnostic[] {
  if (type === undefined || !holdsDate(type)) return [];
  const remedy = "Keep it as a string: date.toISOString().";
  return [report("type/not-json", span, { what: "a Date", remedy, where: "" })];
}

function reportShared({ states, params, context }: LinkedNetwork): Diagnostic[] {
  const others = new Map([
    ...context.map(({ name }) => [name, "context"] as const),
    ...params.map(({ name }) => [name, "a param"] as const),
  ]);
  return states.flatMap(({ name, span }) => {
    const other = others.get(name);
    return other === undefined ? [] : [report("state/also-param", span, { name, other })];
  });
}
