/** What an object itself has under a name that comes from outside; `undefined` for anything inherited. */
export function findOwn<Value>(
  object: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
