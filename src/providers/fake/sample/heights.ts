import type { JsonObject } from "../../../internal/json.js";
import { findSchema, type Schema } from "./schema.js";
import { findOwn } from "../../../internal/find-own.js";

/**
 * How deep the smallest value of a schema is nested: 0 for a text or number, one more for each container
 * and reference around it, `Infinity` if no finite value exists.
 */
export interface Heights {
  of(schema: Schema): number;
}

/** Measures the schemas of a document. Recursive ones end where a choice or an empty array allows it. */
export function createHeights(root: JsonObject): Heights {
  const references = new Map<string, number>();
  collectReferences(root, references);
  for (let changed = true; changed;) {
    changed = false;
    for (const [ref, known] of references) {
      const target = findSchema(root, ref);
      const height = target === undefined ? Infinity : heightOf(target, references);
      if (height < known) {
        references.set(ref, height);
        changed = true;
      }
    }
  }
  return { of: (schema) => heightOf(schema, references) };
}

function collectReferences(value: unknown, found: Map<string, number>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === "$ref" && typeof member === "string") found.set(member, Infinity);
    else collectReferences(member, found);
  }
}

function heightOf(schema: Schema, references: ReadonlyMap<string, number>): number {
  const of = (part: Schema): number => heightOf(part, references);
  const { $ref, anyOf, not, type, items = {}, minItems = 0, required, properties = {} } = schema;
  if ($ref !== undefined) return 1 + (references.get($ref) ?? Infinity);
  if (anyOf !== undefined) return Math.min(...anyOf.map(of));
  if (not !== undefined && Object.keys(not).length === 0) return Infinity;
  if (type === "array") return minItems > 0 ? 1 + of(items) : 0;
  if (type !== "object" || required === undefined || required.length === 0) return 0;
  return 1 + Math.max(...required.map((key) => of(findOwn(properties, key) ?? {})));
}
