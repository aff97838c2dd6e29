import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { fallbackSpan } from "../spans/fallback-span.js";
import { reportModelFault } from "./model.js";
import type { Rule } from "../../program/rule.js";

const example = '@fallback("openai/gpt-4o-mini", "anthropic/claude-haiku-4-5")';

/** Every fallback is another model, of a provider that the config knows. */
export const checkFallback: Rule = ({ agents, config, configFile }) =>
  agents.flatMap((agent) =>
    agent.fallback.flatMap((model, index): Diagnostic[] => {
      const span = fallbackSpan(agent, model);
      const fault = reportModelFault(model, span, { config, configFile, example });
      if (fault) return [fault];
      const before = [agent.model, ...agent.fallback.slice(0, index)];
      if (!before.includes(model)) return [];
      return [report("agent/repeated-fallback", span, { model })];
    }),
  );
