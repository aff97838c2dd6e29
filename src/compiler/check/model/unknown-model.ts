import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { locateInConfig } from "../../load-config/locate-in-config.js";
import { spanOf } from "../../program/program.js";
import { fallbackSpan } from "../spans/fallback-span.js";
import type { Rule } from "../../program/rule.js";

/**
 * No model has almost the name of a known one. Other unknown models are not reported: they may be newer
 * than this package, or private.
 */
export const checkUnknownModel: Rule = ({
  agents,
  config,
  configFile: file,
  configSpan,
  nearModels,
}) => {
  const check = (model: string | undefined, span: Span): Diagnostic[] => {
    const meant = model === undefined ? undefined : nearModels.get(model);
    if (model === undefined || meant === undefined) return [];
    return [report("model/unknown", span, { model, meant, file })];
  };
  return [
    ...check(config.defaults.model, locateInConfig(configSpan, ["defaults", "model"])),
    ...agents.flatMap((agent) => [
      ...check(agent.recorded?.model, spanOf(agent, "model")),
      ...agent.fallback.flatMap((model) => check(model, fallbackSpan(agent, model))),
    ]),
  ];
};
