import type { CallableDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";
import { zodSchema, type ZodSchema } from "./zod-schema.js";

/**
 * Makes the model answer with JSON that satisfies this Zod schema. The answer is validated with it. The
 * module that declares the schema must export it. Default: text.
 */
export function schema(output: ZodSchema): CallableDecorator {
  assertArgument("schema", output, zodSchema);
  return declareOnClass({ schema: output });
}
