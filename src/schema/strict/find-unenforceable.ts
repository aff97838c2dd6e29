import type { Json, JsonObject } from "../../internal/json.js";
import {
  findDefinition,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRequired,
  readSchemas,
  readTypes,
  resolveRefs,
} from "../json-schema.js";
import { mergeAllOf } from "../merge-all-of.js";
import type { StrictDialect } from "./dialect.js";
import { isNever } from "./schema-forms.js";

/** Stands for any key of a record in a path. */
export const anyKey = "*";

/** A place in a schema that strict mode cannot enforce. */
export interface Unenforceable {
  /**
   * Where in the value: property names, {@link anyKey} for any key of a record, the index of an element of
   * a tuple, and `0` for any element of an array. Empty for the whole value.
   */
  readonly path: readonly (string | number)[];
  /** What cannot be enforced, as a noun phrase. */
  readonly reason: string;
  /** What to write instead. */
  readonly hint: string;
}

/**
 * Finds everything in an author's JSON Schema that no provider's strict mode enforces, in source order, and
 * with a dialect also what that dialect does not. Reports each definition once, where it is first used.
 * Leaves out constraints such as `minLength`, which the description tells the model and Zod checks, and
 * everything that `lowerSchema` writes in another form.
 */
export function findUnenforceable(
  schema: JsonObject,
  dialect?: StrictDialect,
): readonly Unenforceable[] {
  const found: Unenforceable[] = [];
  const root = resolveRefs(schema, schema) ?? schema;
  new Search(schema, dialect, found).visit(root, [], [root]);
  return found;
}

type Path = readonly (string | number)[];

const unsupported: Readonly<Record<string, { readonly reason: string; readonly hint: string }>> = {
  not: { reason: "an excluded value", hint: "say which values are allowed" },
  if: { reason: "a condition", hint: "use z.discriminatedUnion" },
  patternProperties: {
    reason: "an object whose keys follow a pattern",
    hint: "use z.record with a key of z.string().regex(…)",
  },
  dependentRequired: {
    reason: "properties that depend on each other",
    hint: "use z.discriminatedUnion",
  },
  dependentSchemas: {
    reason: "properties that depend on each other",
    hint: "use z.discriminatedUnion",
  },
};

class Search {
  readonly #root: JsonObject;
  readonly #dialect: StrictDialect | undefined;
  readonly #found: Unenforceable[];
  readonly #seen = new Set<JsonObject>();

  constructor(root: JsonObject, dialect: StrictDialect | undefined, found: Unenforceable[]) {
    this.#root = root;
    this.#dialect = dialect;
    this.#found = found;
  }

  /** `within` has the definitions that contain the place. */
  visit(schema: JsonObject, path: Path, within: readonly JsonObject[]): void {
    const ref = readOwn(schema, "$ref");
    if (typeof ref === "string") return this.#visitRef(ref, path, within);
    const merged = mergeAllOf(schema, this.#root);
    if (merged === undefined) {
      return this.#report(path, "an intersection", "write one z.object with all the properties");
    }
    if (merged !== schema) return this.visit(merged, path, within);

    for (const [keyword, { reason, hint }] of Object.entries(unsupported)) {
      if (Object.hasOwn(schema, keyword)) return this.#report(path, reason, hint);
    }
    const alternatives = readAlternatives(schema);
    if (alternatives.length > 0) {
      if (readProperties(schema).size > 0) {
        this.#report(
          path,
          "an object that is also a union",
          "repeat the properties in each member",
        );
      }
      for (const one of alternatives) this.visit(one, path, within);
      return;
    }
    if (Object.hasOwn(schema, "enum") || Object.hasOwn(schema, "const")) return;
    const types = readTypes(schema);
    if (types.length === 0) {
      this.#report(path, "a value of any type", "give it a type: z.string(), z.object({ … })");
    }
    if (types.includes("object")) this.#visitObject(schema, path, within);
    if (types.includes("array")) this.#visitArray(schema, path, within);
  }

  #visitObject(schema: JsonObject, path: Path, within: readonly JsonObject[]): void {
    const properties = readProperties(schema);
    const additional: Json | undefined = readOwn(schema, "additionalProperties");
    const isOpen = additional !== undefined && additional !== false;
    if (isOpen && properties.size > 0) {
      this.#report(
        path,
        "an open object with undeclared keys",
        "declare every property, or move the other keys to a separate z.record",
      );
    }
    const required = readRequired(schema);
    for (const [name, property] of properties) {
      // The property can only be absent, so the model does not see it.
      if (!required.has(name) && isNever(property)) continue;
      this.visit(property, [...path, name], within);
    }
    const isRecord = properties.size === 0 && (isOpen || !Object.hasOwn(schema, "properties"));
    if (isRecord && additional !== false) this.#visitRecord(schema, path, within);
  }

  #visitRecord(schema: JsonObject, path: Path, within: readonly JsonObject[]): void {
    const key = readOwn(schema, "propertyNames");
    const value = readOwn(schema, "additionalProperties");
    if (isJsonObject(key)) this.visit(key, path, within);
    this.visit(isJsonObject(value) ? value : {}, [...path, anyKey], within);
  }

  #visitArray(schema: JsonObject, path: Path, within: readonly JsonObject[]): void {
    const items = readOwn(schema, "items");
    const elements = readSchemas(schema, Array.isArray(items) ? "items" : "prefixItems");
    for (const [index, element] of elements.entries()) {
      this.visit(element, [...path, index], within);
    }
    if (isJsonObject(items)) return this.visit(items, [...path, elements.length], within);
    if (elements.length > 0) return;
    this.#report([...path, 0], "a value of any type", "declare the type of the elements");
  }

  #visitRef(ref: string, path: Path, within: readonly JsonObject[]): void {
    const target = findDefinition(this.#root, ref);
    if (target === undefined) {
      return this.#report(path, "a reference without a target", "declare the schema in place");
    }
    if (within.includes(target)) {
      if (this.#dialect?.recursion !== false) return;
      return this.#report(
        path,
        "a schema that contains itself",
        "nest as many levels as you need, or use a flat list with parent ids",
      );
    }
    if (this.#seen.has(target)) return;
    this.#seen.add(target);
    this.visit(target, path, [...within, target]);
  }

  #report(path: Path, reason: string, hint: string): void {
    this.#found.push({ path, reason, hint });
  }
}
