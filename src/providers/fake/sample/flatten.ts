import { canonicalJson } from "../../../internal/canonical-json.js";
import type { Schema, SchemaObject } from "./schema.js";

/** A schema without references and without choices, all conditions on one level. */
export interface FlatSchema extends Omit<
  SchemaObject,
  "$ref" | "allOf" | "anyOf" | "oneOf" | "pattern"
> {
  readonly patterns: readonly string[];
}

/** What anything satisfies. */
export const anything: FlatSchema = { patterns: [] };

/** A schema's own conditions, without what it refers to or chooses from. */
export function ownConditions(schema: SchemaObject): FlatSchema {
  const { $ref: _ref, allOf: _all, anyOf: _any, oneOf: _one, pattern, ...rest } = schema;
  return { ...rest, patterns: pattern === undefined ? [] : [pattern] };
}

/**
 * Both conditions as one, as well as one level can say it; what it cannot (a `not` each, formats that
 * differ) is for the check of the made-up value.
 */
export function combine(left: FlatSchema, right: FlatSchema): FlatSchema {
  const combined: Record<string, unknown> = { ...left, ...right };
  const put = (key: keyof FlatSchema, value: unknown): void => {
    if (value === undefined) delete combined[key];
    else combined[key] = value;
  };
  put("patterns", [...new Set([...left.patterns, ...right.patterns])]);
  put("type", both(left.type, right.type, commonTypes));
  put("enum", both(left.enum, right.enum, common));
  put(
    "required",
    both(left.required, right.required, (a, b) => [...new Set([...a, ...b])]),
  );
  for (const key of ["properties", "patternProperties"] as const) {
    put(key, both(left[key], right[key], combineMembers));
  }
  for (const key of ["items", "additionalProperties", "propertyNames"] as const) {
    put(key, both(left[key], right[key], bothSchemas));
  }
  put("prefixItems", both(left.prefixItems, right.prefixItems, combineItems));
  for (const key of ["minimum", "exclusiveMinimum", ...minimums] as const) {
    put(key, both(left[key], right[key], Math.max));
  }
  for (const key of ["maximum", "exclusiveMaximum", ...maximums] as const) {
    put(key, both(left[key], right[key], Math.min));
  }
  put("multipleOf", both(left.multipleOf, right.multipleOf, commonMultiple));
  return combined as unknown as FlatSchema;
}

const minimums = ["minLength", "minItems", "minProperties"] as const;
const maximums = ["maxLength", "maxItems", "maxProperties"] as const;

function both<Value>(
  left: Value | undefined,
  right: Value | undefined,
  join: (left: Value, right: Value) => Value,
): Value | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return join(left, right);
}

function bothSchemas(left: Schema, right: Schema): Schema {
  return { allOf: [left, right] };
}

function combineMembers(
  left: Readonly<Record<string, Schema>>,
  right: Readonly<Record<string, Schema>>,
): Readonly<Record<string, Schema>> {
  const shared = Object.keys(right).filter((key) => Object.hasOwn(left, key));
  const joined = shared.map((key) => [key, bothSchemas(left[key] ?? true, right[key] ?? true)]);
  return { ...left, ...right, ...Object.fromEntries(joined) };
}

function combineItems(left: readonly Schema[], right: readonly Schema[]): readonly Schema[] {
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, index) =>
    bothSchemas(left[index] ?? true, right[index] ?? true),
  );
}

type TypeNames = string | readonly string[];

function commonTypes(left: TypeNames, right: TypeNames): TypeNames {
  const names = new Set([right].flat());
  return [left].flat().flatMap((name) => {
    if (names.has(name)) return [name];
    if (name === "number" && names.has("integer")) return ["integer"];
    return name === "integer" && names.has("number") ? ["integer"] : [];
  });
}

function common<Value extends NonNullable<SchemaObject["enum"]>>(left: Value, right: Value): Value {
  const allowed = new Set(right.map(canonicalJson));
  return left.filter((value) => allowed.has(canonicalJson(value))) as unknown as Value;
}

function commonMultiple(left: number, right: number): number {
  for (let factor = 1; factor <= 1_000; factor += 1) {
    const candidate = Number((left * factor).toPrecision(12));
    if (Number.isInteger(Number((candidate / right).toPrecision(12)))) return candidate;
  }
  return left;
}
