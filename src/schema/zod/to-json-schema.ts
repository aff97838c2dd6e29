import { assertBounded } from "./assert-bounded.js";
import { findInherited } from "./find-inherited.js";
import { fromZodV3 } from "./from-zod-v3.js";
import { fromZodV4, isZodV4 } from "./from-zod-v4.js";
import type { JsonSchemas } from "./json-schemas.js";
import { UnaskableError } from "./unaskable.js";
import { isZodV3 } from "./zod-v3-schema.js";

/**
 * Converts a Zod schema, of Zod 4 (its mini form too) or Zod 3.
 * @throws {UnaskableError} for a schema that no JSON can satisfy, and for one that is too large
 * @throws {Error} for a value that is not a Zod schema; also throws what a getter in it throws
 */
export async function toJsonSchema(schema: unknown): Promise<JsonSchemas> {
  assertBounded(schema);
  const schemas = await convert(schema);
  const inherited = findInherited(schemas.input);
  if (inherited.length > 0) throw new UnaskableError(inherited);
  return schemas;
}

async function convert(schema: unknown): Promise<JsonSchemas> {
  // Recognised by their marks, not by `instanceof`, because the project's Zod may be another copy than the
  // compiler's.
  if (isZodV4(schema)) return fromZodV4(schema);
  if (isZodV3(schema)) return fromZodV3(schema);
  throw new Error(`this is ${describe(schema)}, not a Zod schema`);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}
