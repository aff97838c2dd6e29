import { findNonJson } from "../../../internal/find-non-json.js";
import { nearest } from "../../../internal/nearest.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";
import { isObject } from "../../../internal/is-object.js";

/** `@providerOptions` names providers of the config, and has plain JSON for each. */
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
        const reason = `are for "${provider}", which is not a configured provider`;
        const remedy = `${suggestion}The providers are ${known.join(", ")}. Add others under "providers" in ${configFile}.`;
        const place = propertySpan(span, [provider], "key");
        return [report("agent/provider-options", place, { ...values, reason, remedy })];
      }
      const fault = isObject(body) ? findNonJson(body) : [];
      if (fault === undefined) return [];
      const path = [provider, ...fault.map(String)];
      const reason = `cannot be sent: ${path.join(".")} is not ${isObject(body) ? "JSON" : "an object"}`;
      const remedy = "Write objects, arrays, strings, finite numbers, true, false and null.";
      const place = propertySpan(span, path);
      return [report("agent/provider-options", place, { ...values, reason, remedy })];
    });
  });
};
