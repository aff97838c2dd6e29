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
  const { name, output, streaming } = spec;
  return {
    params: titleOf(name, "params"),
    output: output && titleOf(name, "output"),
    partial: output && streaming ? titleOf(name, "partial") : undefined,
  };
}

/** What a part of an agent is called: `StoryParams`. */
export function titleOf(agentName: string, part: keyof TypeNames): string {
  const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return capitalize(agentName) + capitalize(part);
}
