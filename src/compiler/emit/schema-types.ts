import type { Json, JsonObject } from "../../internal/json.js";
import { anyKey } from "../../schema/strict/find-unenforceable.js";
import { docComment } from "./doc-comment.js";
import { alternatives, braces, followedBy, list } from "./layout.js";
import { nameText, scalarText } from "./literal-text.js";
import { isOwn, ownPart, withoutNull, type OwnPlace } from "./own-place.js";
import { quote } from "./source-text.js";
import { readKeys } from "../../schema/strict/read-keys.js";
import { isJsonObject } from "../../schema/json-schema.js";

/** A type as text, and whether it needs parentheses within another. */
export interface TypeForm {
  readonly text: string;
  readonly form: "atom" | "object" | "union" | "intersection";
  /** The members of a union, none of them a union. */
  readonly members?: readonly string[];
}

/** A referenced definition, and the type that it becomes. */
export interface NamedReference {
  /** `#/$defs/…` */
  readonly pointer: string;
  readonly name: string;
  /** Where it was referenced, if something in it has the schema's own type. */
  readonly place: OwnPlace | undefined;
}

/**
 * Makes TypeScript types from the JSON Schemas of one root.
 *
 * A partial type is the type of a value while its JSON streams: any property may still be missing, an array
 * or a tuple may be shorter, and a text may be incomplete. Literals (of text too), numbers, booleans and
 * null are always complete. Nothing is validated yet.
 *
 * A place with the schema's own type gets that type, whatever its JSON Schema is.
 */
export class SchemaTypes {
  readonly #root: string;
  readonly #partial: boolean;
  readonly #names = new Map<string, string>();
  readonly references: NamedReference[] = [];
  /** The property that is being read, because a definition is named after its first use. */
  #property = "";

  constructor(root: string, partial: boolean) {
    this.#root = root;
    this.#partial = partial;
  }

  read(schema: Json, place?: OwnPlace): TypeForm {
    if (place && isOwn(place)) return atom(place.text);
    if (schema === true) return atom("unknown");
    if (schema === false) return atom("never");
    const node = schema as JsonObject;
    if (typeof node["$ref"] === "string") return atom(this.#nameOf(node["$ref"], place));
    const only = place && findOnly(node);
    if (place && only === undefined) return atom(place.text);
    const parts: TypeForm[] = [];
    const own = this.#readOwn(node, place);
    if (own) parts.push(own);
    for (const keyword of ["anyOf", "oneOf"]) {
      if (node[keyword] === undefined) continue;
      const members = asList(node[keyword]);
      const within = (member: Json) => (member === only ? withoutNull(place) : undefined);
      parts.push(union(members.map((member) => this.read(member, within(member)))));
    }
    for (const member of asList(node["allOf"])) parts.push(this.read(member));
    if (parts.length === 0) return atom(isEmptyNot(node["not"]) ? "never" : "unknown");
    // A member without a type (a second pattern) adds nothing.
    const telling = parts.filter((part) => part.text !== "unknown");
    return telling.length === 0 ? atom("unknown") : intersection(telling);
  }

  /** The type from `const`, `enum` and `type`; undefined if there is none of them. */
  #readOwn(node: JsonObject, place: OwnPlace | undefined): TypeForm | undefined {
    if (node["const"] !== undefined) return literal(node["const"]);
    if (Array.isArray(node["enum"])) {
      return union(node["enum"].map((value: Json) => literal(value)));
    }
    const types = typeof node["type"] === "string" ? [node["type"]] : asList(node["type"]);
    const within = types.length > 1 ? withoutNull(place) : place;
    if (types.length > 0) {
      return union(types.map((type) => this.#readType(String(type), node, within)));
    }
    if (node["properties"] !== undefined) return this.#object(node, place);
    if (node["prefixItems"] !== undefined || node["items"] !== undefined) {
      return this.#array(node, place);
    }
    return undefined;
  }

  #readType(type: string, node: JsonObject, place: OwnPlace | undefined): TypeForm {
    if (type === "integer") return atom("number");
    if (type === "array") return this.#array(node, place);
    if (type === "object") return this.#object(node, place);
    return atom(type);
  }

  #union(members: readonly Json[], place: OwnPlace | undefined): TypeForm {
    if (place && members.length > 1) return atom(place.text);
    return union(members.map((member) => this.read(member, place)));
  }

  #array(node: JsonObject, place: OwnPlace | undefined): TypeForm {
    const prefix = node["prefixItems"];
    if (prefix === undefined) {
      const items = this.read(node["items"] ?? true, ownPart(place, 0, "number"));
      return atom(`${element(items)}[]`);
    }
    const members = asList(prefix);
    const least = typeof node["minItems"] === "number" ? node["minItems"] : members.length;
    const texts = members.map((member, index) => {
      const type = this.read(member, ownPart(place, index, String(index), index >= least));
      return this.#partial || index >= least ? `${element(type)}?` : type.text;
    });
    if (node["items"] !== undefined && node["items"] !== false) {
      texts.push(`...${element(this.read(node["items"]))}[]`);
    }
    return atom(list("[", texts, "]"));
  }

  #object(node: JsonObject, place: OwnPlace | undefined): TypeForm {
    const { properties, keys, further } = readMembers(node);
    const required = this.#partial ? [] : asList(node["required"]);
    const members = Object.entries(properties).map(([name, schema]) => {
      const comment = docComment(descriptionOf(schema));
      const isRequired = required.includes(name);
      // In a record with listed keys, all values share one place.
      const part =
        ownPart(place, name, quote(name), !isRequired) ??
        ownPart(place, anyKey, quote(name), !isRequired);
      const { text } = this.#readProperty(name, schema, part);
      if (isRequired) return followedBy(`${comment}${nameText(name)}:`, text);
      // As in `z.output`, so that both are assignable under exactOptionalPropertyTypes.
      const isExact = this.#partial || keys.includes(name) || text === "unknown";
      const absent = isExact ? "" : " | undefined";
      // The type of an optional key that is read by index includes `undefined`.
      const isRead = keys.includes(name) && part !== undefined && isOwn(part);
      const own = isRead ? `Exclude<${text}, undefined>` : text;
      return followedBy(`${comment}${nameText(name)}?:`, `${own}${absent}`);
    });
    if (further === undefined) {
      return members.length === 0
        ? atom("{ [name: string]: never }")
        : { text: braces(members, ";"), form: "object" };
    }
    const values = this.#union(further, ownPart(place, anyKey, "string"));
    if (members.length === 0) return record(values.text);
    if (values.text === "unknown") {
      return { text: braces([...members, "[key: string]: unknown"], ";"), form: "object" };
    }
    // An index signature next to properties would apply to them too.
    const known: TypeForm = { text: braces(members, ";"), form: "object" };
    return intersection([known, record(values.text)]);
  }

  #readProperty(name: string, schema: Json, place: OwnPlace | undefined): TypeForm {
    const outer = this.#property;
    this.#property = name;
    const type = this.read(schema, place);
    this.#property = outer;
    return type;
  }

  #nameOf(pointer: string, place: OwnPlace | undefined): string {
    if (pointer === "#") return this.#root;
    const known = this.#names.get(pointer);
    if (known !== undefined) return known;
    const stem = this.#root + (toPascalCase(this.#property) || "Part");
    const taken = new Set(this.#names.values());
    let name = stem;
    for (let count = 2; taken.has(name) || name === this.#root; count++) name = `${stem}${count}`;
    this.#names.set(pointer, name);
    this.references.push({ pointer, name, place });
    return name;
  }
}

/** The only form of a schema other than `null`; `undefined` if there are several. */
function findOnly(node: JsonObject): Json | undefined {
  if (node["allOf"] !== undefined) return undefined;
  const members = asList(node["anyOf"] ?? node["oneOf"]);
  if (members.length === 0) return node;
  const [only, another] = members.filter((member) => !isNull(member));
  return another === undefined ? only : undefined;
}

function isNull(schema: Json): boolean {
  return typeof schema === "object" && (schema as JsonObject | null)?.["type"] === "null";
}

function atom(text: string): TypeForm {
  return { text, form: "atom" };
}

function literal(value: Json): TypeForm {
  return atom(typeof value !== "object" || value === null ? scalarText(value) : "unknown");
}

function record(values: string): TypeForm {
  return atom(braces([followedBy("[key: string]:", values)], ";"));
}

function element(type: TypeForm): string {
  return type.form === "union" || type.form === "intersection" ? `(${type.text})` : type.text;
}

/** One level of alternatives, without duplicates. `unknown` absorbs all others, and `never` is dropped. */
function union(types: readonly TypeForm[]): TypeForm {
  const members = types.flatMap((type) => {
    if (type.text === "never") return [];
    return type.members ?? [type.form === "intersection" ? element(type) : type.text];
  });
  const different = [...new Set(members)];
  if (different.includes("unknown")) return atom("unknown");
  const [single = "never"] = different;
  if (different.length <= 1) {
    return types.find((type) => type.text === single || element(type) === single) ?? atom(single);
  }
  return { text: alternatives(different, "|"), form: "union", members: different };
}

function intersection(types: readonly TypeForm[]): TypeForm {
  const [first = atom("unknown")] = types;
  const texts = new Set(types.map(element));
  return texts.size <= 1 ? first : { text: alternatives([...texts], "&"), form: "intersection" };
}

interface Members {
  readonly properties: JsonObject;
  /** The {@link properties} that are keys of a record. */
  readonly keys: readonly string[];
  /** Schemas of the values of all other keys; undefined for a closed object. */
  readonly further: readonly Json[] | undefined;
}

function readMembers(node: JsonObject): Members {
  const properties = (node["properties"] ?? {}) as JsonObject;
  const additional = node["additionalProperties"];
  const patterns = Object.values((node["patternProperties"] ?? {}) as JsonObject);
  const names = node["propertyNames"];
  const keys = isJsonObject(names) ? readKeys(names) : undefined;
  if (keys && additional !== undefined && additional !== false) {
    const named = keys.map((key) => [key, additional] as const);
    const all = { ...properties, ...Object.fromEntries(named) };
    return { properties: all, keys, further: undefined };
  }
  const further =
    additional === undefined || additional === false ? patterns : [additional, ...patterns];
  const isClosed = further.length === 0 && (additional === false || "properties" in node);
  const open = further.length === 0 ? [true] : further;
  return { properties, keys: [], further: isClosed ? undefined : open };
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isEmptyNot(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function descriptionOf(schema: Json): string | undefined {
  const text =
    typeof schema === "object" ? (schema as JsonObject | null)?.["description"] : undefined;
  return typeof text === "string" ? text : undefined;
}

/** `"line items"` is `LineItems`; characters that no name may contain are dropped. */
function toPascalCase(text: string): string {
  return text
    .replace(
      /[^A-Za-z0-9]*([A-Za-z0-9]+)/g,
      (_, word: string) => word.charAt(0).toUpperCase() + word.slice(1),
    )
    .replace(/[^A-Za-z0-9]/g, "");
}
