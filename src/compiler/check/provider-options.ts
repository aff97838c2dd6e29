import { nearest } from "../../internal/nearest.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { spanOf } from "../link/program.js";
import { propertySpan } from "./property-span.js";
import type { Rule } from "./rule.js";

/** `@providerOptions` names providers of the config, and says plain JSON to each. */
export const checkProviderOptions: Rule = ({ agents, config, configFile }) => {
  const known = Object.keys(config.providers).sort();
  return agents.flatMap((agent) => {
    const { className } = agent.declaration;
    const span = spanOf(agent, "providerOptions");
    const options = Object.entries(agent.recorded?.providerOptions ?? {});
    return options.flatMap(([provider, body]): Diagnostic[] => {
      const values = { className };
      if (!known.includes(provider)) {
        const meant = nearest(provider, known);
        const suggestion = meant === undefined ? "" : `Did you mean "${meant}"? `;
        const reason = `are for "${provider}", which is no provider`;
        const remedy = `${suggestion}Known are ${known.join(", ")}; add others under "providers" in ${configFile}.`;
        const place = propertySpan(span, [provider], "key");
        return [report("agent/provider-options", place, { ...values, reason, remedy })];
      }
      const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
      const fault = isObject ? findNonJson(body, provider, new Set()) : provider;
      if (fault === undefined) return [];
      const reason = `cannot be sent: ${fault} is no ${isObject ? "JSON" : "object"}`;
      const remedy = "Write objects, arrays, strings, finite numbers, true, false and null.";
      const place = propertySpan(span, fault.split("."));
      return [report("agent/provider-options", place, { ...values, reason, remedy })];
    });
  });
};

/** The place of the first value that JSON does not have. */
function findNonJson(
  value: unknown,
  place: string,
  open: ReadonlySet<unknown>,
): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : place;
  if (typeof value !== "object" || open.has(value)) return place;
  const isPlain = Array.isArray(value) || isPlainObject(value);
  if (!isPlain) return place;
  const inside = new Set([...open, value]);
  for (const [key, part] of Object.entries(value)) {
    const fault = findNonJson(part, `${place}.${key}`, inside);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
