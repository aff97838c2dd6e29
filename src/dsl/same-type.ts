/**
 * A type with what does not count when a schema's output is compared with a field: `readonly`, and the
 * `undefined` that an optional property also allows unless `exactOptionalPropertyTypes` is on.
 */
type Plain<Type> = unknown extends Type
  ? unknown
  : { readonly [Key in keyof Type]: Plain<Exclude<Type[Key], undefined>> };

/** `Then` if a value of either type is one of the other, and else `Otherwise`. */
export type IfSameType<Left, Right, Then, Otherwise> = [Plain<Left>, Plain<Right>] extends [
  Plain<Right>,
  Plain<Left>,
]
  ? Then
  : Otherwise;
