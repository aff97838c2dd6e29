import type { Declaration, ParamDeclaration } from "../../dsl/declaration.js";

/**
 * What decorators recorded, as plain objects and arrays that nothing happens in when they are read:
 * a proxy, a getter or an object without a prototype that a decorator was given would throw anywhere
 * in the rules. Schemas and tools stay what they are; values that are no objects, right or wrong, too.
 *
 * @throws what a getter or a proxy throws
 */
export function plainDeclaration(recorded: Declaration): Declaration {
  const { schema, tools, params, ...rest } = recorded;
  return {
    ...(toPlain(rest) as Omit<Declaration, "params">),
    ...(schema !== undefined && { schema }),
    ...(tools !== undefined && { tools: [...tools] }),
    params: Object.fromEntries(
      Object.entries(params).map(([name, param]) => [name, plainParam(param)]),
    ),
  };
}

function plainParam({ schema, ...rest }: ParamDeclaration): ParamDeclaration {
  return { ...(toPlain(rest) as ParamDeclaration), ...(schema !== undefined && { schema }) };
}

function toPlain(value: unknown, known = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const met = known.get(value);
  if (met !== undefined) return met;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    known.set(value, copy);
    for (const part of value as unknown[]) copy.push(toPlain(part, known));
    return copy;
  }
  if (!isPlain(value)) {
    // A date or an instance of a class: for the rules to refuse, which show it as text.
    String(value);
    return value;
  }
  const copy = {};
  known.set(value, copy);
  for (const key of Object.keys(value)) {
    const part = toPlain(Reflect.get(value, key), known);
    Object.defineProperty(copy, key, { value: part, enumerable: true, configurable: true });
  }
  return copy;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
