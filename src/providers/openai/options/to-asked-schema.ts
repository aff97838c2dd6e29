import type { JsonObject } from "../../../internal/json.js";
import type { OutputRequest } from "../../../model/provider.js";
import { isObjectSchema, resolveRefs } from "../../../schema/json-schema.js";
import { openaiDialect } from "../../../schema/strict/dialect.js";
import { strictSchemaOf } from "../../../schema/strict/strict-schema-of.js";
import type { OpenAIOptions } from "./options.js";

/** The schema that a model is asked for. */
export interface AskedSchema {
  readonly schema: JsonObject;
  /** Whether the server is to enforce it. */
  readonly strict: boolean;
}

/**
 * The schema that a model is asked for: lowered where strict mode enforces it, and else the author's own,
 * which a model is told of, or at least follows. Only where JSON is asked for without strict mode, and the
 * root is not an object, it is lowered without being enforced: a server refuses such a root in every mode.
 */
export function toAskedSchema(
  output: OutputRequest,
  structuredOutput: NonNullable<OpenAIOptions["structuredOutput"]>,
): AskedSchema {
  const { schema } = output;
  if (structuredOutput === "none") return { schema, strict: false };
  const lowered = strictSchemaOf(output, openaiDialect);
  if (structuredOutput === "json_schema" && lowered.enforced) {
    return { schema: lowered.schema, strict: true };
  }
  const isObject = isObjectSchema(resolveRefs(schema, schema) ?? schema);
  return { schema: isObject ? schema : lowered.schema, strict: false };
}
