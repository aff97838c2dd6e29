import type { JsonObject } from "../../internal/json.js";
import { anthropicDialect } from "../../schema/strict/dialect.js";
import { measureGrammar, type GrammarSize } from "../../schema/strict/grammar-size.js";
import { strictSchemaOf, type FrozenSchema } from "../../schema/strict/strict-schema-of.js";

/** A schema as Anthropic enforces it. */
export interface LoweredSchema {
  readonly schema: JsonObject;
  readonly size: GrammarSize;
}

/** By the lowered schema, because an agent asks for the same tools again and again. */
const sizes = new WeakMap<JsonObject, GrammarSize>();

/** An author's JSON Schema as Anthropic enforces it; `undefined` where it cannot. */
export function lowerSchema(author: FrozenSchema): LoweredSchema | undefined {
  const { schema, enforced } = strictSchemaOf(author, anthropicDialect);
  if (!enforced) return undefined;
  let size = sizes.get(schema);
  if (size === undefined) sizes.set(schema, (size = measureGrammar(schema)));
  return { schema, size };
}
