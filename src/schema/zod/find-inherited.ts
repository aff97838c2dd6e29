import type { Json, JsonObject } from "../../internal/json.js";
import { isInheritedName } from "../../internal/inherited-names.js";
import { readablePath, stepsOf, type Unaskable, type UnaskableReason } from "./unaskable.js";
import { isJsonObject } from "../json-schema.js";

const reason: UnaskableReason = {
  what: "is optional and has the name of a member of every object, which Zod would read when a model leaves it out",
  remedy: "rename it, or require it and write .nullable()",
};

/**
 * The optional properties of a JSON Schema whose names every object inherits, so that Zod never finds them
 * absent.
 */
export function findInherited(schema: JsonObject): Unaskable[] {
  const found: Unaskable[] = [];
  const visit = (value: Json, path: readonly string[]) => {
    if (typeof value !== "object" || value === null) return;
    const { properties, required } = value as JsonObject;
    if (path.at(-1) !== "properties" && isJsonObject(properties)) {
      const needed = Array.isArray(required) ? required : [];
      for (const name of Object.keys(properties)) {
        if (!isInheritedName(name) || needed.includes(name)) continue;
        const place = [...path, "properties", name];
        found.push({ path: readablePath(place), steps: stepsOf(place), ...reason });
      }
    }
    for (const [key, part] of Object.entries(value) as [string, Json][])
      visit(part, [...path, key]);
  };
  visit(schema, []);
  return found;
}
