/**
 * A type with what does not count when a schema's output is compared with a field: `readonly`, and the
 * `undefined` that an optional property also allows unless `exactOptionalPropertyTypes` is on. `any`, which
 * an author casts a schema to, becomes another type.
 */
type Plain<Type, Any> = 0 extends 1 & Type
  ? Any
  : unknown extends Type
    ? unknown
    : { readonly [Key in keyof Type]: Plain<Exclude<Type[Key], undefined>, Any> };

/** `Then` if a value of either type is one of the other, and else `Otherwise`. `any` is one of every type. */
export type IfSameType<Left, Right, Then, Otherwise> = [
  Plain<Left, never>,
  Plain<Right, never>,
] extends [Plain<Right, unknown>, Plain<Left, unknown>]
  ? Then
  : Otherwise;
