import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";
import { zodSchema, type ZodSchema } from "./zod-schema.js";

/**
 * Says what the model answers with: an object of this Zod schema, which must be exported by the module
 * that declares it. The answer is validated with it. Default: text.
 */
export function schema(output: ZodSchema): AgentDecorator {
  assertArgument("schema", output, zodSchema);
  return declareOnClass({ schema: output });
}
