import type { OutputOf, ZodSchema } from "../../dsl/zod-schema.js";
import type { CallOptions, UndecidedCallOptions } from "./caller.js";
import type { InputOf, PartialOf } from "./partial-of.js";

/** The option `schema` of a call of an agent that declares none. */
export interface AnySchemaOption<Schema extends ZodSchema | undefined = ZodSchema | undefined> {
  /**
   * A Zod schema of any version, or `jsonSchema()`, for the answer to this call, which is validated with it.
   * Default: the output is the model's text.
   */
  readonly schema?: Schema;
}

/** Options of a call of an agent that declares no schema. */
export interface TextCallOptions extends CallOptions, AnySchemaOption {}

/** The same of a call that streams because the agent does. */
export interface UndecidedTextCallOptions extends UndecidedCallOptions, AnySchemaOption {}

/**
 * The option `schema`, to find its type by. In two forms, because tsc leaves out of an optional property the
 * `undefined` that a value may be, and the output is then text.
 */
export type SchemaOption<Schema extends ZodSchema | undefined> =
  | { readonly schema: Schema }
  | AnySchemaOption<Schema>;

/** The output of a call: what its schema returns for the answer, or the text if there is no schema. */
export type SchemaOutput<Schema> = Schema extends ZodSchema ? OutputOf<Schema> : string;

/** The JSON that the schema makes it of: what events and the record have. */
export type SchemaJson<Schema> = Schema extends ZodSchema ? InputOf<Schema> : string;

/** The output of a call while it streams. */
export type SchemaPartial<Schema> = Schema extends ZodSchema ? PartialOf<InputOf<Schema>> : string;
