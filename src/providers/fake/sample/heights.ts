import { findReferenced, type Schema, type SchemaObject } from "./schema.js";

/**
 * How deep the smallest value of a schema is nested: 0 for a text or number, one more for each
 * container and reference around it, `Infinity` where no finite value can be.
 */
export interface Heights {
  of(schema: Schema): number;
}

/** Measures the schemas of a document; recursive ones end where a choice, an option or an empty array lets them. */
export function createHeights(root: Schema): Heights {
  const references = new Map<string, number>();
  collectReferences(root, references);
  for (let changed = true; changed;) {
    changed = false;
    for (const [ref, known] of references) {
      const target = findReferenced(root, ref);
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
  if (typeof schema === "boolean") return schema ? 0 : Infinity;
  const of = (part: Schema): number => heightOf(part, references);
  const { $ref, allOf = [], anyOf, oneOf, not } = schema;
  if (not === true || (typeof not === "object" && Object.keys(not).length === 0)) return Infinity;
  return Math.max(
    ownHeight(schema, of),
    $ref === undefined ? 0 : 1 + (references.get($ref) ?? Infinity),
    ...allOf.map(of),
    anyOf === undefined ? 0 : Math.min(...anyOf.map(of)),
    oneOf === undefined ? 0 : Math.min(...oneOf.map(of)),
  );
}

function ownHeight(schema: SchemaObject, of: (part: Schema) => number): number {
  if (schema.const !== undefined || schema.enum !== undefined) return 0;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.some((type) => type !== "object" && type !== "array")) return 0;
  const { prefixItems = [], items = true, minItems = 0, required = [], properties = {} } = schema;
  const elements = Array.from({ length: Math.min(minItems, prefixItems.length + 1) }, (_, index) =>
    of(prefixItems[index] ?? items),
  );
  const members = required.map((key) =>
    of(
      Object.hasOwn(properties, key)
        ? (properties[key] ?? true)
        : (schema.additionalProperties ?? true),
    ),
  );
  return elements.length + members.length === 0 ? 0 : 1 + Math.max(...elements, ...members);
}
