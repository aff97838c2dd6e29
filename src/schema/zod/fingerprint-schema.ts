import { zodDefinition, type ZodDefinition } from "./zod-definition.js";
import { hashText } from "../../internal/hash-text.js";

/**
 * A short hash of a Zod schema's shape: kinds, keys, optional properties, values of enums and literals, at
 * every depth. The runtime compares it with the build's, because a schema whose shape has changed would ask
 * the model for one thing and check another. Leaves out constraints and descriptions, and anything that may
 * differ between versions of Zod, so that an upgrade alone makes nothing stale.
 *
 * Reads schemas of Zod 4 (`_zod.def`) and Zod 3 (`_def`) without importing either. 8 hex digits.
 */
export function fingerprintSchema(schema: unknown): string {
  return hashText(describe(schema, new Map()));
}

/** The parts of a definition with schemas: one, or several in a list or by key. */
const schemaParts = [
  "element",
  "innerType",
  "in",
  "out",
  "left",
  "right",
  "keyType",
  "valueType",
  "rest",
  "schema",
  "type",
  "shape",
  "items",
  "options",
] as const;
/** Parts of a definition that are values. */
const valueParts = ["entries", "values", "value", "format"] as const;

function describe(schema: unknown, seen: Map<unknown, number>): string {
  const definition = zodDefinition(schema);
  if (!definition) return "?";
  // A recursive schema is identified by the order of its first occurrence.
  const met = seen.get(schema);
  if (met !== undefined) return `#${met}`;
  seen.set(schema, seen.size);
  const getter = definition["getter"];
  if (typeof getter === "function") return describe(getter(), seen);

  const parts = [kindOf(definition)];
  for (const part of schemaParts) {
    const held = describePart(definition[part], seen);
    if (held !== undefined) parts.push(`${part}:${held}`);
  }
  for (const part of valueParts) {
    if (definition[part] !== undefined) parts.push(`${part}=${describeValue(definition[part])}`);
  }
  return `(${parts.join(" ")})`;
}

function describePart(part: unknown, seen: Map<unknown, number>): string | undefined {
  // Zod 3 gives the shape of an object as a function.
  const held: unknown = typeof part === "function" && !zodDefinition(part) ? part() : part;
  if (zodDefinition(held)) return describe(held, seen);
  if (Array.isArray(held)) return `[${held.map((one) => describe(one, seen)).join(",")}]`;
  if (held instanceof Map)
    return `[${[...held.values()].map((one) => describe(one, seen)).join(",")}]`;
  if (typeof held !== "object" || held === null) return undefined;
  const entries = Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${describe(one, seen)}`).join(",")}}`;
}

/** `type` in Zod 4, `typeName` in Zod 3, where `type` of an array is its element's schema. */
function kindOf(definition: ZodDefinition): string {
  const kind = definition["typeName"] ?? definition["type"];
  return typeof kind === "string" ? kind : "?";
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describeValue).join(",")}]`;
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
  return describeValue(Object.entries(value).flat());
}
