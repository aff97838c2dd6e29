import type { JsonObject } from "../../internal/json.js";
import { readAlternatives, resolveRefs } from "../json-schema.js";
import { toJsonSchema } from "./to-json-schema.js";
import { UnaskableError } from "./unaskable.js";

/**
 * Converts the Zod schema of a tool's input: an object, or a union of objects.
 * @throws {UnaskableError} for a schema that a model cannot be asked for, and for any other schema
 * @throws {Error} as {@link toJsonSchema} does
 */
export async function toToolSchema(input: unknown): Promise<JsonObject> {
  const whole = (await toJsonSchema(input)).input;
  // Providers require an object at the root, not a reference to one.
  const schema = resolveRefs(whole, whole);
  if (schema === undefined || !isObjects(schema, whole)) {
    const part = { path: "", steps: [], what: "is not an object", remedy: "write z.object({ … })" };
    throw new UnaskableError([part]);
  }
  return schema === whole ? whole : { ...schema, $defs: whole["$defs"] ?? {} };
}

function isObjects(
  schema: JsonObject,
  root: JsonObject,
  open: ReadonlySet<JsonObject> = new Set(),
): boolean {
  if (schema["type"] === "object" || open.has(schema)) return true;
  const members = readAlternatives(schema);
  return (
    members.length > 0 &&
    members.every((member) => {
      const meant = resolveRefs(member, root);
      return meant !== undefined && isObjects(meant, root, new Set([...open, schema]));
    })
  );
}
