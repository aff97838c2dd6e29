import type { Json, JsonObject } from "../internal/json.js";

/**
 * Embeds a whole JSON Schema in another one: the definitions that it references move to those of the other,
 * under new names.
 * @param definitions the `$defs` of the other; new ones are added
 */
export function embedSchema(schema: JsonObject, definitions: Map<string, Json>): JsonObject {
  const { $defs: own = {}, ...root } = schema;
  const sources = new Map<string, Json>([["#", root]]);
  for (const [key, definition] of Object.entries(own as JsonObject)) {
    sources.set(`#/$defs/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, definition);
  }
  const names = new Map<string, string>();

  const rewrite = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((member: Json) => rewrite(member));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as JsonObject).map(([key, part]) => {
      const isReference = key === "$ref" && typeof part === "string";
      return [key, isReference ? `#/$defs/${define(part)}` : rewrite(part)] as const;
    });
    return Object.fromEntries(entries);
  };

  /** Adds the definition that a reference points to, and gives its new name. */
  const define = (pointer: string): string => {
    const known = names.get(pointer);
    if (known !== undefined) return known;
    const name = `schema${definitions.size}`;
    names.set(pointer, name);
    // Reserves the name first, because the definition may reference itself.
    definitions.set(name, {});
    definitions.set(name, rewrite(sources.get(pointer) ?? {}));
    return name;
  };

  return rewrite(root) as JsonObject;
}
