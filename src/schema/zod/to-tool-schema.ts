import type { JsonObject } from "../../internal/json.js";
import { resolveRefs } from "../json-schema.js";
import { toJsonSchema } from "./to-json-schema.js";
import { UnaskableError } from "./unaskable.js";

/**
 * Converts the Zod schema of a tool's input: what a model is told that the tool takes.
 * @throws {UnaskableError} for what a model cannot be asked for, and for what is no object
 * @throws {Error} as {@link toJsonSchema} does
 */
export async function toToolSchema(input: unknown): Promise<JsonObject> {
  const whole = (await toJsonSchema(input)).input;
  // Providers want an object at the root, and not a reference to one.
  const schema = resolveRefs(whole, whole);
  if (schema?.["type"] !== "object") {
    const part = { path: "", steps: [], what: "is no object", remedy: "write z.object({ … })" };
    throw new UnaskableError([part]);
  }
  return schema === whole ? whole : { ...schema, $defs: whole["$defs"] ?? {} };
}
