import type {
  Declaration,
  ParamDeclaration,
  ToolMethodDeclaration,
} from "../../dsl/declaration.js";
import { isPlainObject } from "../../internal/is-plain-object.js";

/**
 * Copies what decorators recorded into plain objects and arrays, which are safe to read: a proxy, a getter
 * or an object without a prototype could otherwise throw in any rule. Schemas, tools and primitive values
 * stay as they are, valid or not.
 *
 * @throws what a getter or a proxy throws
 */
export function plainDeclaration(recorded: Declaration): Declaration {
  const { schema, tools, params, ...rest } = recorded;
  const plain = toPlain(rest) as Omit<Declaration, "params">;
  const { cache, timeout, toolMethods } = plain;
  return {
    ...plain,
    ...withTexts(plain, ["name", "description"]),
    ...(cache && { cache: { ...cache, ...withTexts(cache, ["ttl", "key"]) } }),
    ...(timeout && { timeout: withTexts(timeout, ["total", "firstToken", "idle"]) }),
    ...(toolMethods && { toolMethods: mapValues(toolMethods, plainTool) }),
    ...(schema !== undefined && { schema }),
    ...(tools !== undefined && { tools: [...tools] }),
    params: mapValues(params, plainParam),
  };
}

/** Without its code, which is the runtime's: of a function that asks for approval, that there is one. */
function plainTool({
  toModel: _toModel,
  approve = false,
  ...tool
}: ToolMethodDeclaration): ToolMethodDeclaration {
  const plain = withTexts(tool, ["name", "description", "timeout"]);
  return { ...plain, ...(approve !== false && { approve: true }) };
}

function plainParam({ schema, ...rest }: ParamDeclaration): ParamDeclaration {
  return { ...(toPlain(rest) as ParamDeclaration), ...(schema !== undefined && { schema }) };
}

/**
 * Turns values that should be text into text, so that all rules can read them; they reject or show them.
 */
function withTexts<Part extends object>(part: Part, keys: readonly (keyof Part)[]): Part {
  const given = keys.filter((key) => part[key] !== undefined);
  return { ...part, ...Object.fromEntries(given.map((key) => [key, String(part[key])])) };
}

function mapValues<Value>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
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
  if (!isPlainObject(value)) {
    // A date or an instance of a class, which the rules reject and show as text.
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
