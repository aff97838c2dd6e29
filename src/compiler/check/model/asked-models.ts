import type { ModelInfo } from "../../../model-registry/model-info.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { LinkedAgent } from "../../program/linked-agent.js";
import { spanOf, type Program } from "../../program/program.js";
import { fallbackSpan } from "../spans/fallback-span.js";

/** A known model that an agent may ask. */
export interface AskedModel {
  /** `"provider/model"`, as the agent says it. */
  readonly model: string;
  readonly info: ModelInfo;
  /** Where the agent names it, or the class's name if the config does. */
  readonly span: Span;
}

/** The known models of an agent, without duplicates: its own, then its fallbacks. */
export function askedModels(agent: LinkedAgent, { models }: Program): readonly AskedModel[] {
  // A class that could not be loaded has no models.
  if (agent.recorded === undefined) return [];
  const own = { model: agent.model, span: spanOf(agent, "model") };
  const fallback = agent.fallback.map((model) => ({ model, span: fallbackSpan(agent, model) }));
  const seen = new Set<string>();
  return [own, ...fallback].flatMap(({ model, span }) => {
    const info = model === undefined ? undefined : models.get(model);
    if (model === undefined || info === undefined || seen.has(model)) return [];
    seen.add(model);
    return [{ model, info, span }];
  });
}
