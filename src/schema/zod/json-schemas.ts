import type { JsonObject } from "../../internal/json.js";

/** Both sides of a Zod schema as JSON Schema (draft 2020-12), in a fixed order of keywords. */
export interface JsonSchemas {
  /** What the model is asked for. Objects are closed unless the schema says otherwise. */
  readonly input: JsonObject;
  /** What the schema makes of it. Absent when JSON Schema cannot say it: dates, transforms. */
  readonly output?: JsonObject;
}
