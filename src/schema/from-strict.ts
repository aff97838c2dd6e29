import type { JsonObject } from "../internal/json.js";
import {
  acceptsNull,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRequired,
  readSchemas,
  resolveRefs,
} from "./json-schema.js";
import { mergeAllOf } from "./merge-all-of.js";
import { satisfies } from "./satisfies.js";

/**
 * Undoes in an answer what `toStrictSchema` did to the question: a `null` in the place of a property
 * that the author's schema declares optional, and not nullable, means that it is absent, and goes. At
 * every depth, through arrays, unions and references. Nothing else is touched: what needs no change
 * is returned as the same object, and a value that fits no schema comes back as it was.
 */
export function fromStrict(value: unknown, schema: JsonObject): unknown {
  return restore(value, schema, schema);
}

function restore(value: unknown, schema: JsonObject, root: JsonObject): unknown {
  if (typeof value !== "object" || value === null) return value;
  const resolved = resolveRefs(schema, root);
  if (resolved === undefined) return value;
  const merged = mergeAllOf(resolved, root);
  if (merged === undefined) return value;
  if (merged !== resolved) return restore(value, merged, root);

  const alternatives = readAlternatives(merged);
  if (alternatives.length > 0) return restoreUnion(value, alternatives, root);
  if (Array.isArray(value)) return restoreElements(value, merged, root);
  return isJsonObject(value) ? restoreProperties(value, merged, root) : value;
}

function restoreUnion(
  value: unknown,
  alternatives: readonly JsonObject[],
  root: JsonObject,
): unknown {
  for (const one of alternatives) if (satisfies(value, one, root)) return value;
  for (const one of alternatives) {
    const restored = restore(value, one, root);
    if (satisfies(restored, one, root)) return restored;
  }
  return value;
}

function restoreElements(
  value: readonly unknown[],
  schema: JsonObject,
  root: JsonObject,
): readonly unknown[] {
  const tuple = readSchemas(schema, "prefixItems");
  const items = readOwn(schema, "items");
  let changed = false;
  const restored = value.map((element, index) => {
    const one = tuple[index] ?? items;
    const after = isJsonObject(one) ? restore(element, one, root) : element;
    changed ||= after !== element;
    return after;
  });
  return changed ? restored : value;
}

function restoreProperties(value: JsonObject, schema: JsonObject, root: JsonObject): unknown {
  const properties = readProperties(schema);
  const required = readRequired(schema);
  const additional = readOwn(schema, "additionalProperties");
  const kept: [string, unknown][] = [];
  let changed = false;
  for (const [name, before] of Object.entries(value)) {
    const property = properties.get(name);
    const isAbsent =
      before === null &&
      property !== undefined &&
      !required.has(name) &&
      !acceptsNull(property, root);
    if (isAbsent) {
      changed = true;
      continue;
    }
    const one = property ?? (isJsonObject(additional) ? additional : undefined);
    const after = one === undefined ? before : restore(before, one, root);
    changed ||= after !== before;
    kept.push([name, after]);
  }
  // `fromEntries` defines properties, where assignment would let `__proto__` set the prototype.
  return changed ? Object.fromEntries(kept) : value;
}
