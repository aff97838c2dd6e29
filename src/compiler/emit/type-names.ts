import type { JsonObject } from "../../internal/json.js";
import type { Emitted } from "./emit-input.js";
import { declareSchema } from "./schema-text.js";

/** The names of the types that the module of an agent or a network exports. */
export interface TypeNames {
  readonly params: string;
  /** Undefined for an agent without live context. */
  readonly context: string | undefined;
  /** Undefined for an agent, and for a network without states. */
  readonly states: string | undefined;
  /** Undefined without a schema: the output is then `string`. */
  readonly output: string | undefined;
  /** Also undefined for a network, and for an agent that does not stream. */
  readonly partial: string | undefined;
  /** Also undefined if it is the same type as the output. */
  readonly json: string | undefined;
}

/** `StoryParams`, `StoryContext`, `StoryOutput`, `StoryPartial` and `StoryJson` for `story`. */
export function typeNamesOf(emitted: Emitted): TypeNames {
  const { kind, spec, outputShape } = emitted;
  const { name, context, output, streaming } = spec;
  const isPartial = kind === "agent" && streaming;
  const hasStates = kind === "network" && emitted.spec.states !== undefined;
  return {
    params: titleOf(name, "params"),
    context: context && titleOf(name, "context"),
    output: output && titleOf(name, "output"),
    states: hasStates ? titleOf(name, "states") : undefined,
    partial: output && isPartial ? titleOf(name, "partial") : undefined,
    json: output && !isSameType(outputShape, output.schema) ? titleOf(name, "json") : undefined,
  };
}

/** The name of a part of an agent: `StoryParams`. */
export function titleOf(agentName: string, part: keyof TypeNames): string {
  const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return capitalize(agentName) + capitalize(part);
}

/** Whether a schema's output has the type of its input. */
function isSameType(made: JsonObject | undefined, taken: JsonObject): boolean {
  return made !== undefined && typeText(made) === typeText(taken);
}

function typeText(schema: JsonObject): string {
  const declared = declareSchema({ schema, name: "Type", comment: "", partial: false });
  return declared.map(({ text }) => text).join("\n");
}
