import { AgentError } from "../../errors.js";
import { messageOf } from "../../internal/message-of.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";

type Conversion = (schema: ZodSchema) => Promise<JsonObject>;

/**
 * What a model is asked for by a Zod schema, as JSON Schema: its input side. Zod is loaded with the
 * first one. Rejects with an `Error` that says which part a model cannot be asked for.
 */
export const jsonSchemaOf: Conversion = remember(async (schema) => {
  const { toJsonSchema } = await import("../../schema/zod/to-json-schema.js");
  return (await toJsonSchema(schema)).input;
});

/** The same for what a tool takes, which is an object. */
export const toolSchemaOf: Conversion = remember(async (schema) => {
  const { toToolSchema } = await import("../../schema/zod/to-tool-schema.js");
  return toToolSchema(schema);
});

/** A schema does not change, and converting one costs more than a call. */
function remember(convert: Conversion): Conversion {
  const converted = new WeakMap<ZodSchema, Promise<JsonObject>>();
  return (schema) => {
    const known = converted.get(schema) ?? convert(schema);
    converted.set(schema, known);
    return known;
  };
}

/** What a conversion gives. Throws `config_invalid`, which says what cannot be described to a model. */
export async function convertOrFail(
  conversion: Promise<JsonObject>,
  what: string,
): Promise<JsonObject> {
  try {
    return await conversion;
  } catch (cause) {
    const why = messageOf(cause);
    throw new AgentError("config_invalid", `${what} cannot be described to a model:\n${why}`, {
      cause,
    });
  }
}
