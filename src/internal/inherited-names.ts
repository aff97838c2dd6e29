/**
 * The names of what every object inherits. Zod takes the inherited function for the value of a
 * property that is not there, and drops a `__proto__` that is.
 */
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object has a member of this name. */
export function isInheritedName(name: string): boolean {
  return inheritedNames.has(name);
}
