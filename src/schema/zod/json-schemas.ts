import type { JsonObject } from "../../internal/json.js";

/**
 * The input and the output of a Zod schema as JSON Schema (draft 2020-12), in a fixed order of keywords.
 */
export interface JsonSchemas {
  /** What the model is asked for. Objects are closed unless the schema says otherwise. */
  readonly input: JsonObject;
  /** The schema's output. Absent if JSON Schema cannot express it: dates, transforms. */
  readonly output?: JsonObject;
}
