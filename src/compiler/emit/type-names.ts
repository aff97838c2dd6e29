import type { AgentSpec } from "../../manifest/manifest.js";

/** The names of the types that an agent's module exports. */
export interface TypeNames {
  readonly params: string;
  /** Undefined for an agent without a schema, whose output is `string`. */
  readonly output: string | undefined;
  /** Undefined as well for an agent that does not stream. */
  readonly partial: string | undefined;
}

/** `StoryParams`, `StoryOutput` and `StoryPartial` for `story`. */
export function typeNamesOf(spec: AgentSpec): TypeNames {
  const stem = spec.name.charAt(0).toUpperCase() + spec.name.slice(1);
  return {
    params: `${stem}Params`,
    output: spec.output && `${stem}Output`,
    partial: spec.output && spec.streaming ? `${stem}Partial` : undefined,
  };
}
