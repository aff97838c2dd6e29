import { anyKey } from "../../../schema/strict/find-unenforceable.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import { findExport, findOrigin } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { readName } from "../syntax/read-name.js";

// Zod's factories whose first argument is the schema of an element.
const wrappers: ReadonlySet<string> = new Set([
  "array",
  "optional",
  "nullable",
  "nullish",
  "lazy",
  "readonly",
  "promise",
]);
const records: ReadonlySet<string> = new Set(["record", "partialRecord", "looseRecord"]);
const objects: ReadonlySet<string> = new Set([
  "object",
  "strictObject",
  "looseObject",
  "extend",
  "safeExtend",
]);

/**
 * Finds where a part of an exported Zod schema is written, by following `z.object({ … })`, `z.array(…)` and
 * names. Goes as deep as syntax shows; `undefined` if it does not even show the export.
 * @param part property names, `anyKey` for the values of a record, the index of an element of a tuple, and
 *   0 for the elements of an array
 */
export function locateInSchema(
  schema: { readonly module: string; readonly name: string },
  part: readonly (string | number)[],
  sources: Sources,
): Span | undefined {
  const file = sources.open(schema.module);
  const origin = file && findExport(schema.name, file, "value", sources);
  const start = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  const initializer = start && ts.isVariableDeclaration(start) ? start.initializer : undefined;
  let place: ts.Expression | undefined = initializer;
  for (const key of part) {
    const next: ts.Expression | undefined = place && find(place, key, sources);
    // Syntax shows no more, so the part is somewhere within this expression.
    if (next === undefined) break;
    place = next;
  }
  return place && sources.spanOf(place);
}

/** Finds the expression of a property or of the elements in the calls that make a schema. */
function find(
  expression: ts.Expression,
  key: string | number,
  sources: Sources,
  depth = 0,
): ts.Expression | undefined {
  // A schema that is made from itself.
  if (depth > 50) return undefined;
  const again = (next: ts.Expression) => find(next, key, sources, depth + 1);
  if (ts.isArrowFunction(expression) && !ts.isBlock(expression.body)) return again(expression.body);
  if (ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression)) {
    const named = findNamed(expression, sources);
    return named && again(named);
  }
  if (!ts.isCallExpression(expression)) return undefined;
  const [first] = expression.arguments;
  const callee = expression.expression;
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
  if (first && method !== undefined) {
    if (method === "array" && typeof key === "number") return first;
    // The only argument of a Zod 3 record is the schema of its values.
    if (records.has(method)) return key === anyKey ? expression.arguments.at(-1) : undefined;
    if (method === "tuple" && typeof key === "number" && ts.isArrayLiteralExpression(first)) {
      return first.elements[key] ?? expression.arguments[1];
    }
    if (objects.has(method)) {
      const property = typeof key === "string" ? propertyOf(first, key) : undefined;
      if (property !== undefined) return property;
    } else if (wrappers.has(method)) return again(first);
    else if (ts.isArrayLiteralExpression(first)) return firstOf(first.elements, again);
  }
  // `z.string().array()`, `z.object({ … }).describe("…")`: the object of the method call.
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (method === "array" && typeof key === "number") return callee.expression;
  return again(callee.expression);
}

function findNamed(
  expression: ts.Identifier | ts.PropertyAccessExpression,
  sources: Sources,
): ts.Expression | undefined {
  const origin = findOrigin(expression, "value", sources);
  const declaration = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

function propertyOf(object: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (ts.isPropertyAssignment(property) && readName(property.name) === name) {
      return property.initializer;
    }
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) {
      return property.name;
    }
  }
  return undefined;
}

function firstOf(
  elements: readonly ts.Expression[],
  find: (element: ts.Expression) => ts.Expression | undefined,
): ts.Expression | undefined {
  for (const element of elements) {
    const found = find(element);
    if (found !== undefined) return found;
  }
  return undefined;
}
