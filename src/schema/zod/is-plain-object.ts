import { isZodV4 } from "./from-zod-v4.js";
import { isZodV3 } from "./zod-v3-schema.js";

/**
 * Whether a schema is an object whose type is only its properties, without a union, transform or wrapper
 * around it.
 */
export function isPlainObject(schema: unknown): boolean {
  if (isZodV4(schema)) return schema._zod.def.type === "object";
  return isZodV3(schema) && schema._def.typeName === "ZodObject";
}
