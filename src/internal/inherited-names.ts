/**
 * The names of members that every object inherits. If such a property is missing, Zod uses the inherited
 * function as its value; and it drops a `__proto__` property.
 */
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object has a member of this name. */
export function isInheritedName(name: string): boolean {
  return inheritedNames.has(name);
}
