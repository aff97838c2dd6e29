import type { Json } from "../internal/json.js";
import type { CallableSpec, StateSpec, StringFormat } from "../manifest/manifest.js";
import { objectSchema, typeSchema } from "../schema/types/type-schema.js";
import type { Shape } from "./shape.js";
import { shapeOfSchema } from "./shape-of-schema.js";

/** The shape of the params of an agent or a network: a closed object, as in the generated validator. */
export function shapeOfParams({ params }: Pick<CallableSpec, "params">): Shape {
  const definitions = new Map<string, Json>();
  // Formats by the author's name, which the report shows.
  const said = (format: StringFormat) => ({ format });
  const properties = params.map(({ name, type, constraints = {}, required }) => {
    return { name, schema: typeSchema(type, constraints, definitions, said), required };
  });
  return shapeOfSchema({ ...objectSchema(properties), $defs: Object.fromEntries(definitions) });
}

/** The shape of the states of a network, as those who watch it see them. */
export function shapeOfStates(states: readonly StateSpec[] = []): Shape {
  return shapeOfParams({ params: states.map((state) => ({ ...state, required: true })) });
}
