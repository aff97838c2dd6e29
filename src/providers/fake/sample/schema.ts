import type { Json, JsonObject } from "../../../internal/json.js";
import { findDefinition } from "../../../schema/json-schema.js";

/** A JSON Schema as `lowerSchema` writes it for the fake dialect; the keywords that are read here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Beside {@link properties}: an object has no other keys. */
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly default?: Json;
  readonly examples?: readonly Json[];
}

/** What a schema says that refers to nothing and chooses nothing. */
export type PlainSchema = Omit<Schema, "$ref" | "anyOf">;

/** What a `$ref` points to within a document. */
export function findSchema(root: JsonObject, ref: string): Schema | undefined {
  // A JSON object is a schema; keywords of an unexpected type are an author's own.
  return findDefinition(root, ref) as Schema | undefined;
}
