import type { Json, JsonObject } from "../internal/json.js";
import {
  acceptsNull,
  findDefinition,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRefName,
  readRequired,
  readTypes,
  resolveRefs,
} from "./json-schema.js";
import { mergeAllOf } from "./merge-all-of.js";
import { openaiDialect, type StrictDialect } from "./strict-dialect.js";

const cache = new WeakMap<StrictDialect, WeakMap<JsonObject, JsonObject>>();

/**
 * Lowers an author's JSON Schema (draft 2020-12, the input side) to what a strict mode takes: objects
 * closed, every property required (an optional one is nullable, where the dialect has no optional
 * ones), `oneOf` as `anyOf`, `const` as an enum of one, `allOf` merged, definitions under `$defs`.
 * A constraint that the dialect does not enforce goes into the description, where the model sees it.
 *
 * `fromStrict` is the way back. What no strict mode can say stays as near as it goes;
 * `findUnenforceable` names it. Pure; the same schema object gives the same result object.
 */
export function toStrictSchema(
  schema: JsonObject,
  dialect: StrictDialect = openaiDialect,
): JsonObject {
  let known = cache.get(dialect);
  if (known === undefined) cache.set(dialect, (known = new WeakMap()));
  let strict = known.get(schema);
  if (strict === undefined) known.set(schema, (strict = new Lowering(schema, dialect).run()));
  return strict;
}

/** Keywords that the lowering reads itself, or that say nothing of the value. */
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

/** One schema on its way to one dialect. */
class Lowering {
  readonly #root: JsonObject;
  readonly #dialect: StrictDialect;
  /** By name, in the order in which they were met. `undefined` while one is under way. */
  readonly #definitions = new Map<string, JsonObject | undefined>();
  readonly #names = new Map<JsonObject, string>();

  constructor(root: JsonObject, dialect: StrictDialect) {
    this.#root = root;
    this.#dialect = dialect;
  }

  run(): JsonObject {
    // The root must be an object itself, so a reference there is replaced by what it means.
    const lowered = this.#lower(resolveRefs(this.#root, this.#root) ?? this.#root);
    if (this.#definitions.size === 0) return lowered;
    const definitions = [...this.#definitions].map(([name, one]) => [name, one ?? {}] as const);
    return { ...lowered, $defs: Object.fromEntries(definitions) };
  }

  #lower(schema: JsonObject): JsonObject {
    const ref = readOwn(schema, "$ref");
    if (typeof ref === "string") return this.#lowerRef(schema, ref);
    const merged = mergeAllOf(schema, this.#root) ?? schema;
    if (merged !== schema) return this.#lower(merged);

    const lowered = new Map<string, Json>();
    const title = readOwn(schema, "title");
    if (title !== undefined) lowered.set("title", title);
    this.#lowerShape(schema, lowered);
    const description = describe(schema, this.#lowerConstraints(schema, lowered));
    if (description !== undefined) lowered.set("description", description);
    return Object.fromEntries(lowered);
  }

  #lowerShape(schema: JsonObject, lowered: Map<string, Json>): void {
    const alternatives = readAlternatives(schema);
    if (alternatives.length > 0) {
      lowered.set(
        "anyOf",
        alternatives.map((one) => this.#lower(one)),
      );
      return;
    }
    const values = readValues(schema);
    if (values !== undefined) {
      if (this.#dialect.typedEnums) lowered.set("type", joinTypes(values.map(typeOf)));
      lowered.set("enum", values);
      return;
    }
    const types = readTypes(schema);
    if (types.length > 0) lowered.set("type", joinTypes(types));
    if (types.includes("object")) this.#lowerObject(schema, lowered);
    const items = readOwn(schema, "items");
    if (isJsonObject(items)) lowered.set("items", this.#lower(items));
  }

  #lowerObject(schema: JsonObject, lowered: Map<string, Json>): void {
    const required = readRequired(schema);
    const properties: [string, JsonObject][] = [];
    const strictlyRequired: string[] = [];
    for (const [name, property] of readProperties(schema)) {
      const one = this.#lower(property);
      if (required.has(name)) {
        properties.push([name, one]);
        strictlyRequired.push(name);
      } else if (this.#dialect.optional === "optional") {
        properties.push([name, one]);
      } else {
        properties.push([name, acceptsNull(property, this.#root) ? one : toNullable(one)]);
        strictlyRequired.push(name);
      }
    }
    lowered.set("properties", Object.fromEntries(properties));
    lowered.set("required", strictlyRequired);
    lowered.set("additionalProperties", false);
  }

  /** Writes what the dialect enforces; returns the rest in words. */
  #lowerConstraints(schema: JsonObject, lowered: Map<string, Json>): readonly string[] {
    const notes: string[] = [];
    for (const [keyword, value] of Object.entries(schema)) {
      if (structural.has(keyword) || isNoise(schema, keyword, value)) continue;
      if (this.#enforces(keyword, value)) lowered.set(keyword, value);
      else notes.push(`${keyword}: ${JSON.stringify(value)}`);
    }
    return notes;
  }

  #enforces(keyword: string, value: Json): boolean {
    if (!this.#dialect.keywords.has(keyword)) return false;
    if (keyword === "format") return typeof value === "string" && this.#dialect.formats.has(value);
    if (keyword === "minItems")
      return typeof value === "number" && value <= this.#dialect.maxMinItems;
    // Grammars for constrained decoding know no lookaround, back-references or word boundaries.
    if (keyword === "pattern")
      return typeof value === "string" && !/\(\?[=!<]|\\[1-9bBk]/.test(value);
    return true;
  }

  #lowerRef(schema: JsonObject, ref: string): JsonObject {
    const target = findDefinition(this.#root, ref);
    if (target === undefined) return { $ref: ref };
    const lowered: JsonObject = { $ref: this.#nameOf(target, ref) };
    const description = readOwn(schema, "description");
    if (typeof description !== "string" || !this.#dialect.describedRefs) return lowered;
    return { ...lowered, description };
  }

  #nameOf(target: JsonObject, ref: string): string {
    if (target === this.#root) return "#";
    let name = this.#names.get(target);
    if (name === undefined) {
      // Any other place is moved under `$defs`: lowering changes the tree that a pointer walks.
      const wanted = readRefName(ref).replaceAll(/[^\w.-]/g, "_");
      name = wanted;
      for (let count = 2; this.#definitions.has(name); count++) name = `${wanted}_${count}`;
      this.#names.set(target, name);
      this.#definitions.set(name, undefined);
      this.#definitions.set(name, this.#lower(target));
    }
    return `#/$defs/${name}`;
  }
}

/** The values of an `enum` or a `const`. */
function readValues(schema: JsonObject): readonly Json[] | undefined {
  const constant = readOwn(schema, "const");
  if (constant !== undefined) return [constant];
  const values = readOwn(schema, "enum");
  return Array.isArray(values) ? values : undefined;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function joinTypes(types: readonly string[]): Json {
  const distinct = [...new Set(types)];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : distinct;
}

/** The schema or `null`, its description in front. */
function toNullable(schema: JsonObject): JsonObject {
  const { title, description, ...rest } = schema;
  const said: JsonObject = {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
  };
  const alternatives = rest["anyOf"];
  if (Array.isArray(alternatives)) return { ...said, anyOf: [...alternatives, { type: "null" }] };
  const type = rest["type"];
  const isPlain = typeof type === "string" && type !== "object" && type !== "array";
  if (isPlain && !Object.hasOwn(rest, "enum")) return { ...said, ...rest, type: [type, "null"] };
  return { ...said, anyOf: [rest, { type: "null" }] };
}

/** What Zod writes that tells a model nothing. */
function isNoise(schema: JsonObject, keyword: string, value: Json): boolean {
  // The limits of a safe integer, beside every `z.int()`.
  if (keyword === "minimum") return value === Number.MIN_SAFE_INTEGER;
  if (keyword === "maximum") return value === Number.MAX_SAFE_INTEGER;
  // The regular expression of a format, beside the format.
  return keyword === "pattern" && Object.hasOwn(schema, "format");
}

function describe(schema: JsonObject, notes: readonly string[]): string | undefined {
  const description = readOwn(schema, "description");
  const said = typeof description === "string" ? [description] : [];
  if (notes.length > 0) said.push(`(${notes.join(", ")})`);
  return said.length > 0 ? said.join("\n") : undefined;
}
