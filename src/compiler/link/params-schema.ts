import type { Json, JsonObject } from "../../internal/json.js";
import { normalizeSchema } from "../../schema/zod/normalize-schema.js";
import { toJsonSchema } from "../../schema/zod/to-json-schema.js";
import { UnaskableError, type Unaskable } from "../../schema/zod/unaskable.js";
import { readError } from "../evaluate/read-error.js";
import { embedSchema } from "../../schema/embed-schema.js";
import type { LinkedParam } from "../program/linked-callable.js";
import { objectSchema, typeSchema, type SchemaProperty } from "../../schema/types/type-schema.js";
import { readTypes, isOfTypes } from "../../schema/json-schema.js";

/**
 * The params that a caller may give to an agent, as JSON Schema. Params whose type could not be read are
 * left out.
 * @throws {UnaskableError} if a model cannot write what a param's Zod schema takes
 * @throws {Error} that names the param whose schema throws when it is read
 */
export async function paramsSchema(params: readonly LinkedParam[]): Promise<JsonObject> {
  const definitions = new Map<string, Json>();
  const properties: SchemaProperty[] = [];
  for (const param of params) {
    const { name, description, default: value, converts } = param;
    const schema = await schemaOf(param, definitions);
    // The field's initial value may not be an input of the schema.
    const isGiven = value !== undefined && (!converts || isOfTypes(value, readTypes(schema)));
    properties.push({
      name,
      schema: {
        ...schema,
        ...(description !== undefined && { description }),
        ...(isGiven && { default: value }),
      },
      required: isRequired(param),
    });
  }
  const whole = withDefinitions(objectSchema(properties), definitions);
  return normalizeSchema(whole, { close: false });
}

/** Whether a call must give a param: it is not optional, and nothing fills it in. */
export function isRequired({ optional, default: value, mayLack }: LinkedParam): boolean {
  return !optional && value === undefined && !mayLack;
}

function withDefinitions(schema: JsonObject, definitions: ReadonlyMap<string, Json>): JsonObject {
  return { ...schema, ...(definitions.size > 0 && { $defs: Object.fromEntries(definitions) }) };
}

/**
 * As {@link paramsSchema}, but uses the TypeScript type of a param whose Zod schema cannot be converted.
 */
export async function paramsSchemaOrTypes(params: readonly LinkedParam[]): Promise<JsonObject> {
  try {
    return await paramsSchema(params);
  } catch {
    const sayable: LinkedParam[] = [];
    for (const param of params) {
      const { schema: _schema, ...typed } = param;
      const isSaid = await paramsSchema([param]).then(
        () => true,
        () => false,
      );
      sayable.push(isSaid ? param : typed);
    }
    return paramsSchema(sayable);
  }
}

async function schemaOf(
  { name, schema, type, constraints }: LinkedParam,
  definitions: Map<string, Json>,
): Promise<JsonObject> {
  if (schema === undefined) return type ? typeSchema(type, constraints ?? {}, definitions) : {};
  try {
    const { input } = await toJsonSchema(schema);
    return embedSchema(input, definitions);
  } catch (error) {
    if (error instanceof UnaskableError) throw new UnaskableError(within(name, error.parts));
    throw new Error(`in its param "${name}", ${readError(error).message}`, { cause: error });
  }
}

function within(name: string, parts: readonly Unaskable[]): readonly Unaskable[] {
  return parts.map(({ path, steps, ...reason }) => {
    const joined = path === "" || path.startsWith("[") ? `${name}${path}` : `${name}.${path}`;
    return { ...reason, path: joined, steps: [name, ...steps] };
  });
}
