import type { JsonObject } from "../../internal/json.js";
import {
  acceptsNull,
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
import { readKeys } from "./read-keys.js";

/** The form that a schema gives to a value. */
export type Form =
  | { readonly kind: "union"; readonly members: readonly JsonObject[] }
  | { readonly kind: "object"; readonly properties: ReadonlyMap<string, PropertyForm> }
  /** An object with any keys. */
  | { readonly kind: "record"; readonly key: JsonObject; readonly value: JsonObject }
  | { readonly kind: "array"; readonly items: JsonObject | undefined }
  | {
      readonly kind: "tuple";
      /** All of them are present. */
      readonly elements: readonly JsonObject[];
      readonly rest: JsonObject | undefined;
    }
  /** A text, a number, a literal, or another value without parts. */
  | { readonly kind: "scalar" };

/** A property of an object. */
export interface PropertyForm {
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** Reads the forms of a document's schemas. The same schema always gives the same objects. */
export class SchemaForms {
  readonly #root: JsonObject;
  readonly #meant = new Map<JsonObject, JsonObject>();
  readonly #forms = new Map<JsonObject, Form>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** The schema itself: references are followed, and an `allOf` is merged if possible. */
  resolve(schema: JsonObject): JsonObject {
    let meant = this.#meant.get(schema);
    if (meant === undefined) {
      const target = resolveRefs(schema, this.#root) ?? {};
      const merged = mergeAllOf(target, this.#root) ?? target;
      // Merging a single part gives that part, which may be a reference.
      meant = merged === target ? target : this.resolve(merged);
      this.#meant.set(schema, meant);
    }
    return meant;
  }

  formOf(schema: JsonObject): Form {
    const meant = this.resolve(schema);
    let form = this.#forms.get(meant);
    if (form === undefined) this.#forms.set(meant, (form = readForm(meant)));
    return form;
  }

  acceptsNull(schema: JsonObject): boolean {
    return acceptsNull(this.resolve(schema), this.#root);
  }
}

function readForm(schema: JsonObject): Form {
  const alternatives = readAlternatives(schema);
  if (alternatives.length > 0) return { kind: "union", members: alternatives };
  if (Object.hasOwn(schema, "enum") || Object.hasOwn(schema, "const")) return { kind: "scalar" };
  const types = readTypes(schema);
  const [type] = types;
  if (types.length > 1 && (types.includes("object") || types.includes("array"))) {
    return { kind: "union", members: types.map((one) => ({ ...schema, type: one })) };
  }
  if (type === "array") return readArray(schema);
  return type === "object" ? readObject(schema) : { kind: "scalar" };
}

function readArray(schema: JsonObject): Form {
  const items = readOwn(schema, "items");
  // Draft 7 writes a tuple as a list in `items`.
  const elements = readSchemas(schema, Array.isArray(items) ? "items" : "prefixItems");
  if (elements.length === 0)
    return { kind: "array", items: isJsonObject(items) ? items : undefined };
  const more = Array.isArray(items) ? readOwn(schema, "additionalItems") : items;
  const rest = isJsonObject(more) ? more : undefined;
  const least = readOwn(schema, "minItems");
  if (typeof least !== "number" || least >= elements.length) {
    return { kind: "tuple", elements, rest };
  }
  // With optional elements, it is a union of tuples of these lengths.
  const lengths = Array.from({ length: elements.length - least + 1 }, (_, more) => least + more);
  const members = lengths.map((length) => ({
    type: "array",
    prefixItems: elements.slice(0, length),
    items: length === elements.length && rest !== undefined ? rest : false,
    minItems: length,
  }));
  return { kind: "union", members };
}

function readObject(schema: JsonObject): Form {
  const declared = readProperties(schema);
  const required = readRequired(schema);
  const additional = readOwn(schema, "additionalProperties");
  const isClosed = additional === false || Object.hasOwn(schema, "properties");
  if (declared.size === 0 && !isClosed) {
    const key = readOwn(schema, "propertyNames");
    const value = isJsonObject(additional) ? additional : {};
    const keys = isJsonObject(key) ? readKeys(key) : undefined;
    if (keys === undefined) {
      return { kind: "record", key: isJsonObject(key) ? key : { type: "string" }, value };
    }
    // A record with listed keys is an object with these properties.
    const properties = keys.map(
      (name) => [name, { schema: value, required: required.has(name) }] as const,
    );
    return { kind: "object", properties: new Map(properties) };
  }
  const properties = [...declared]
    // Leaves out properties that can only be absent.
    .filter(([name, property]) => required.has(name) || !isNever(property))
    .map(([name, one]) => [name, { schema: one, required: required.has(name) }] as const);
  return { kind: "object", properties: new Map(properties) };
}

/** Whether no value satisfies a schema, such as that of `z.never()`. */
export function isNever(schema: JsonObject): boolean {
  const not = readOwn(schema, "not");
  return isJsonObject(not) && Object.keys(not).length === 0;
}
