/** An own property of an object, for a name from outside; `undefined` for an inherited one. */
export function findOwn<Value>(
  object: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
