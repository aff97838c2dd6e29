import * as z from "zod";
import type { Zod4Schema } from "../dsl/zod-schema.js";
import { AgentError } from "../errors.js";
import type { JsonObject } from "../internal/json.js";
import { messageOf } from "../internal/message-of.js";

/**
 * What {@link jsonSchema} returns: a Zod schema.
 *
 * @typeParam Value What a valid value is, as you say; it is not compared with the schema.
 */
export interface JsonSchema<Value = unknown> extends Zod4Schema {
  readonly _zod: { readonly input: Value; readonly output: Value };
}

/** What Zod has from version 4.2 on. */
type FromJsonSchema = (schema: JsonObject) => unknown;

/**
 * A schema from JSON Schema (draft 2020-12, draft 7 or draft 4), for `@schema`, `@param`, `defineTool`, plain
 * calls and the option `schema` of a call: wherever a Zod schema is taken.
 *
 * ```ts
 * const Answer = jsonSchema<{ sum: number }>({
 *   type: "object",
 *   properties: { sum: { type: "number" } },
 *   required: ["sum"],
 * });
 * ```
 *
 * Zod makes the schema, so answers are validated as strictly as any. Throws `config_invalid` for a schema that
 * Zod cannot validate as a whole (`not`, `if`, references to other documents), and without Zod 4.2 or newer.
 * Patterns of a schema run on text from a model: make schemas only from sources that you trust.
 */
export function jsonSchema<Value = unknown>(schema: JsonObject): JsonSchema<Value> {
  const convert = Reflect.get(z, "fromJSONSchema") as FromJsonSchema | undefined;
  if (convert === undefined) {
    throw new AgentError("config_invalid", "jsonSchema() needs Zod 4.2 or newer: npm install zod");
  }
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
    throw new AgentError("config_invalid", "jsonSchema() takes a JSON Schema, which is an object.");
  }
  try {
    return convert(schema) as JsonSchema<Value>;
  } catch (cause) {
    const why = messageOf(cause);
    throw new AgentError("config_invalid", `jsonSchema() cannot validate this schema: ${why}`, {
      cause,
    });
  }
}
