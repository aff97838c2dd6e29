import type { Json, JsonObject } from "../../internal/json.js";
import { embedSchema } from "../embed-schema.js";
import { SchemaForms } from "./schema-forms.js";
import { TaggedUnions } from "./tagged-unions.js";
import { wrapperOf } from "./wrapper-of.js";

const wrapped = new WeakMap<JsonObject, JsonObject>();

/**
 * The schema of a tool's arguments in the form that every provider accepts, strict or not: an object. A
 * union is wrapped in one, as `lowerSchema` does and `restore` undoes. The same schema gives the same
 * object.
 */
export function wrapRoot(schema: JsonObject): JsonObject {
  const known = wrapped.get(schema);
  if (known !== undefined) return known;
  const forms = new SchemaForms(schema);
  const wrapper = wrapperOf(schema, forms, new TaggedUnions(schema, forms));
  const whole = wrapper === undefined ? schema : wrapIn(wrapper, schema);
  wrapped.set(schema, whole);
  return whole;
}

function wrapIn(wrapper: string, schema: JsonObject): JsonObject {
  const definitions = new Map<string, Json>();
  const root = embedSchema(schema, definitions);
  return {
    type: "object",
    properties: { [wrapper]: root },
    required: [wrapper],
    additionalProperties: false,
    ...(definitions.size > 0 && { $defs: Object.fromEntries(definitions) }),
  };
}
