import type { Json, JsonObject } from "../../internal/json.js";
import type { PropertyNode, TypeNode } from "../../manifest/type-node.js";
import { mergeAllOf } from "../../schema/merge-all-of.js";
import {
  findDefinition,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRefName,
  readRequired,
  readSchemas,
  readTypes,
} from "../../schema/json-schema.js";
import { readKeys } from "../../schema/strict/read-keys.js";
import { OpenTypes } from "../analyze/types/open-types.js";
import { unionOf } from "../analyze/types/union.js";

/**
 * The type of the values that satisfy a JSON Schema (draft 2020-12), constraints aside. What no type can
 * express is `unknown`: an intersection of values other than objects, a literal object.
 */
export function typeOfSchema(schema: JsonObject): TypeNode {
  return new SchemaReader(schema).read(schema) ?? { kind: "unknown" };
}

class SchemaReader {
  readonly #root: JsonObject;
  readonly #open = new OpenTypes();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** `undefined` if nothing satisfies the schema. */
  read(schema: Json): TypeNode | undefined {
    if (schema === false) return undefined;
    if (!isJsonObject(schema)) return { kind: "unknown" };
    const ref = readOwn(schema, "$ref");
    if (typeof ref === "string") return this.#definition(ref);
    if (schema === this.#root) return this.#opened(schema, "Value");
    return this.#parts(schema);
  }

  #definition(ref: string): TypeNode {
    const target = findDefinition(this.#root, ref);
    if (target === undefined) return { kind: "unknown" };
    const name =
      ref === "#"
        ? "Value"
        : readRefName(ref).replaceAll(/^[^A-Za-z]+|[^A-Za-z0-9]/g, "") || "Part";
    return this.#opened(
      target,
      name.replace(/^./, (first) => first.toUpperCase()),
    );
  }

  #opened(schema: JsonObject, name: string): TypeNode {
    const met = this.#open.find(schema);
    if (met !== undefined) return met;
    const read = this.#open.read<undefined>(schema, name, () => this.#parts(schema));
    return read === undefined || read === "endless" ? { kind: "unknown" } : read;
  }

  #parts(schema: JsonObject): TypeNode | undefined {
    if (Object.hasOwn(schema, "allOf")) {
      const merged = mergeAllOf(schema, this.#root);
      return merged === undefined || merged === schema ? { kind: "unknown" } : this.read(merged);
    }
    const constant = readOwn(schema, "const");
    if (constant !== undefined) return literal(constant);
    const values = readOwn(schema, "enum");
    if (Array.isArray(values)) return union(values.map(literal));
    const alternatives = readAlternatives(schema);
    if (alternatives.length > 0) return union(alternatives.map((one) => this.read(one)));
    const types = readTypes(schema);
    if (types.length > 0) return union(types.map((type) => this.#ofType(type, schema)));
    const not = readOwn(schema, "not");
    if (isJsonObject(not) && Object.keys(not).length === 0) return undefined;
    return { kind: "unknown" };
  }

  #ofType(type: string, schema: JsonObject): TypeNode {
    switch (type) {
      case "string":
      case "boolean":
      case "null":
        return { kind: type };
      case "number":
      case "integer":
        return { kind: "number" };
      case "array":
        return this.#array(schema);
      case "object":
        return this.#object(schema);
      default:
        return { kind: "unknown" };
    }
  }

  #array(schema: JsonObject): TypeNode {
    const items = readOwn(schema, "items");
    const further = items === undefined ? true : items;
    if (!Object.hasOwn(schema, "prefixItems")) {
      return { kind: "array", element: this.read(further) ?? { kind: "unknown" } };
    }
    const elements = readSchemas(schema, "prefixItems").map(
      (one): TypeNode => this.read(one) ?? { kind: "unknown" },
    );
    const minItems = readOwn(schema, "minItems");
    const least = typeof minItems === "number" ? minItems : elements.length;
    // A tuple without `items` is closed, as Zod's is.
    const rest = items === undefined ? undefined : this.read(further);
    const isShorter = least < elements.length;
    return { kind: "tuple", elements, ...(isShorter && { least }), ...(rest && { rest }) };
  }

  #object(schema: JsonObject): TypeNode {
    const required = readRequired(schema);
    const declared = readProperties(schema);
    const additional = readOwn(schema, "additionalProperties");
    const names = readOwn(schema, "propertyNames");
    const keys = isJsonObject(names) ? readKeys(names) : undefined;
    const isClosed = additional === undefined && Object.hasOwn(schema, "properties");
    const rest = isClosed ? undefined : this.read(additional ?? true);
    if (keys !== undefined && rest !== undefined) {
      const of = (name: string) => ({ name, type: rest, optional: !required.has(name) });
      return { kind: "object", properties: keys.map(of) };
    }
    const properties = [...declared].flatMap(([name, one]): PropertyNode[] => {
      const type = this.read(one);
      if (type === undefined) return [];
      const description = readOwn(one, "description");
      const said = typeof description === "string" && { description };
      return [{ name, type, optional: !required.has(name), ...said }];
    });
    if (properties.length === 0 && rest !== undefined) return { kind: "record", value: rest };
    return { kind: "object", properties, ...(rest && { rest }) };
  }
}

function literal(value: Json): TypeNode {
  if (value === null) return { kind: "null" };
  return typeof value === "object" ? { kind: "unknown" } : { kind: "literal", value };
}

function union(types: readonly (TypeNode | undefined)[]): TypeNode | undefined {
  const members = types.filter((type) => type !== undefined);
  return members.length === 0 ? undefined : unionOf(members);
}
