import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { Call } from "./call.js";
import { convertOrFail, jsonSchemaOf } from "./json-schema-of.js";

/**
 * The call with the schema that it brings as its output: Zod is loaded for the JSON Schema. Throws
 * `config_invalid` for a schema that no model can be told.
 */
export async function addCallSchema(call: Call, given: ZodSchema): Promise<Call> {
  const { binding } = call;
  const { spec } = binding;
  const schema = await convertOrFail(jsonSchemaOf(given), `The schema of ${spec.name}`);
  const output = { exportName: "the schema", source: "the call", schema, fingerprint: "" };
  return { ...call, binding: { ...binding, spec: { ...spec, output } } };
}
