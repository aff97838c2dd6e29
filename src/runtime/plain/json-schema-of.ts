import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";

/** By Zod schema: a schema does not change, and converting one costs more than a call. */
const converted = new WeakMap<ZodSchema, Promise<JsonObject>>();

/**
 * What a model is asked for by a Zod schema, as JSON Schema: its input side. Zod is loaded with the
 * first one. Rejects with an `Error` that says which part a model cannot be asked for.
 */
export function jsonSchemaOf(schema: ZodSchema): Promise<JsonObject> {
  const known = converted.get(schema) ?? convert(schema);
  converted.set(schema, known);
  return known;
}

async function convert(schema: ZodSchema): Promise<JsonObject> {
  const { toJsonSchema } = await import("../../schema/zod/to-json-schema.js");
  return (await toJsonSchema(schema)).input;
}
