/**
 * Whether an object is not an instance of a class. True also for a plain object of another realm, which has
 * another prototype.
 */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
