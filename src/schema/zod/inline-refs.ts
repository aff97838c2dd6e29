import type { Json, JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";

/**
 * Replaces references into the middle of a schema (`#/properties/home`), which few providers support, by a
 * copy of their target, or by a definition in `$defs` if the target contains itself.
 */
export function inlineRefs(schema: JsonObject): JsonObject {
  const definitions = new Map<string, { readonly name: string; schema: Json }>();

  function rewrite(value: Json): Json {
    if (Array.isArray(value)) return value.map((member: Json) => rewrite(member));
    if (typeof value !== "object" || value === null) return value;
    const node = value as JsonObject;
    const pointer = node["$ref"];
    if (typeof pointer !== "string" || pointer === "#") {
      const entries = Object.entries(node).map(([key, part]) => [key, rewrite(part)] as const);
      return Object.fromEntries(entries);
    }
    const target = resolvePointer(schema, pointer);
    if (!reaches(schema, target, pointer, new Set())) return rewrite(target);
    const known = definitions.get(pointer);
    if (known) return { $ref: `#/$defs/${known.name}` };
    const definition = { name: `schema${definitions.size}`, schema: null as Json };
    definitions.set(pointer, definition);
    definition.schema = rewrite(target);
    return { $ref: `#/$defs/${definition.name}` };
  }

  const result = rewrite(schema) as JsonObject;
  if (definitions.size === 0) return result;
  const defs = [...definitions.values()].map(({ name, schema }) => [name, schema] as const);
  return { ...result, $defs: Object.fromEntries(defs) };
}

/** Whether following the references of a value reaches a pointer. */
function reaches(root: JsonObject, value: Json, pointer: string, seen: Set<string>): boolean {
  if (typeof value !== "object" || value === null) return false;
  for (const [key, part] of Object.entries(value) as [string, Json][]) {
    if (key !== "$ref" || typeof part !== "string") {
      if (reaches(root, part, pointer, seen)) return true;
      continue;
    }
    if (part === pointer) return true;
    if (part === "#" || seen.has(part)) continue;
    seen.add(part);
    if (reaches(root, resolvePointer(root, part), pointer, seen)) return true;
  }
  return false;
}

function resolvePointer(root: JsonObject, pointer: string): Json {
  const found = findPart(root, pointer.split("/").slice(1));
  if (found === undefined) throw new Error(`the reference ${pointer} has no target`);
  return found;
}

/**
 * `zod-to-json-schema` does not escape keys as RFC 6901 requires, so a key with slashes is several of the
 * tokens.
 */
function findPart(value: Json, tokens: readonly string[]): Json | undefined {
  if (tokens.length === 0) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (let count = 1; count <= tokens.length; count += 1) {
    const part = readOwn(value as JsonObject, tokens.slice(0, count).join("/"));
    const found = part === undefined ? undefined : findPart(part, tokens.slice(count));
    if (found !== undefined) return found;
  }
  return undefined;
}
