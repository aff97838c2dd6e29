import type { Json, JsonObject } from "../../../internal/json.js";
import { findDefinition } from "../../../schema/json-schema.js";

/** The keywords of a JSON Schema that are read here, as `lowerSchema` writes it for the fake dialect. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Together with {@link properties}. An object has no other keys. */
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

/** A schema without references and alternatives. */
export type PlainSchema = Omit<Schema, "$ref" | "anyOf">;

/** The target of a `$ref` within a document. */
export function findSchema(root: JsonObject, ref: string): Schema | undefined {
  // A JSON object counts as a schema; keywords of an unexpected type are the author's fault.
  return findDefinition(root, ref) as Schema | undefined;
}
