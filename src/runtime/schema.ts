/**
 * The part of a Zod schema that the runtime needs. Zod 4 and Zod 3 both have it, so the runtime
 * imports neither. `Output` is what a valid value becomes.
 */
export interface Schema<Output = unknown> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Output }
    | { readonly success: false; readonly error: SchemaError };
}

/** What a schema says of an invalid value. */
export interface SchemaError {
  readonly issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
  }[];
}
