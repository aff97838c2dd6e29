import type { JsonObject } from "../../internal/json.js";
import { resolveRefs } from "../json-schema.js";
import { toJsonSchema } from "./to-json-schema.js";

/**
 * Converts the Zod schema of a tool's input: what a model is told that the tool takes.
 * @throws {Error} that says what to write instead, for what a model cannot be asked for, and for what
 *   is no object
 */
export async function toToolSchema(input: unknown): Promise<JsonObject> {
  const whole = (await toJsonSchema(input)).input;
  // Providers want an object at the root, and not a reference to one.
  const schema = resolveRefs(whole, whole);
  if (schema?.["type"] !== "object") {
    throw new Error("its input is no object. Write z.object({ … }).");
  }
  return schema === whole ? whole : { ...schema, $defs: whole["$defs"] ?? {} };
}
