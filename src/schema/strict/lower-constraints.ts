import type { Json, JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";
import type { StrictDialect } from "./dialect.js";
import type { Form } from "./schema-forms.js";

/** The constraints of a schema that a dialect enforces, and the description with the others in words. */
export interface LoweredConstraints {
  readonly enforced: readonly (readonly [keyword: string, value: Json])[];
  readonly description?: string;
}

/** Keywords that the lowering handles itself, or that do not restrict the value. */
const structural: ReadonlySet<string> = new Set([
  "$schema",
  "$id",
  "$comment",
  "$defs",
  "definitions",
  "$ref",
  "type",
  "properties",
  "required",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  "prefixItems",
  "additionalItems",
  "enum",
  "const",
  "anyOf",
  "oneOf",
  "allOf",
  "description",
  "title",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

/** The keywords for a record's list of entries that replace those of an object. */
const ofEntries: ReadonlyMap<string, string> = new Map([
  ["minProperties", "minItems"],
  ["maxProperties", "maxItems"],
]);

/** Divides the constraints of a schema into those that a dialect enforces and those for the description. */
export function lowerConstraints(
  schema: JsonObject,
  kind: Form["kind"],
  dialect: StrictDialect,
): LoweredConstraints {
  const enforced: (readonly [string, Json])[] = [];
  const notes: string[] = [];
  for (const [own, value] of Object.entries(schema)) {
    if (structural.has(own) || isNoise(schema, kind, own, value, dialect)) continue;
    const keyword = kind === "record" ? (ofEntries.get(own) ?? own) : own;
    if (enforces(dialect, keyword, value)) enforced.push([keyword, value]);
    else notes.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  const description = describe(schema, notes);
  return { enforced, ...(description !== undefined && { description }) };
}

function enforces(dialect: StrictDialect, keyword: string, value: Json): boolean {
  if (dialect.keywords === "all") return true;
  if (!dialect.keywords.has(keyword)) return false;
  if (keyword === "format") return typeof value === "string" && dialect.formats.has(value);
  if (keyword === "minItems") return typeof value === "number" && value <= dialect.maxMinItems;
  // Grammars for constrained decoding support no lookaround, back-references or word boundaries.
  if (keyword === "pattern")
    return typeof value === "string" && !/\(\?[=!<]|\\[1-9bBk]/.test(value);
  return true;
}

/** Keywords from Zod that tell a model nothing, or something wrong. */
function isNoise(
  schema: JsonObject,
  kind: Form["kind"],
  keyword: string,
  value: Json,
  dialect: StrictDialect,
): boolean {
  switch (keyword) {
    // The limits of a safe integer, which every `z.int()` has.
    case "minimum":
      return value === Number.MIN_SAFE_INTEGER;
    case "maximum":
      return value === Number.MAX_SAFE_INTEGER;
    // The pattern of a format, in addition to the format. A dialect that enforces all keywords needs the
    // pattern of an author's own format.
    case "pattern":
      return Object.hasOwn(schema, "format") && dialect.keywords !== "all";
    // Each length of a tuple has its own object.
    case "minItems":
    case "maxItems":
      return isTuple(schema);
    // They have the author's form, but the model must write another one.
    case "default":
    case "examples":
      return isTuple(schema) || kind === "record" || holdsObject(value);
    default:
      return false;
  }
}

function isTuple(schema: JsonObject): boolean {
  return Object.hasOwn(schema, "prefixItems") || Array.isArray(readOwn(schema, "items"));
}

function holdsObject(value: Json): boolean {
  if (Array.isArray(value))
    return value.some((one: Json) => Array.isArray(one) || holdsObject(one));
  return typeof value === "object" && value !== null;
}

function describe(schema: JsonObject, notes: readonly string[]): string | undefined {
  const description = readOwn(schema, "description");
  const said = typeof description === "string" ? [description] : [];
  if (notes.length > 0) said.push(`(${notes.join(", ")})`);
  return said.length > 0 ? said.join("\n") : undefined;
}
