import type { Json, JsonObject } from "../../internal/json.js";
import { findDefinition, readOwn, readRefName, readTypes, resolveRefs } from "../json-schema.js";
import type { StrictDialect } from "./dialect.js";
import { lowerConstraints } from "./lower-constraints.js";
import { leadFirst } from "./first-keys.js";
import { restKey } from "./restore-plan.js";
import { SchemaForms, type Form } from "./schema-forms.js";
import { TaggedUnions } from "./tagged-unions.js";
import { wrapperOf } from "./wrapper-of.js";

/**
 * Lowers an author's JSON Schema (draft 2020-12, of the input) to what a strict mode supports:
 *
 * - an object: closed, with every property required; an optional one becomes nullable if the dialect has no
 *   optional properties. A property that can only be absent is left out.
 * - a record: a list of `{ key, value }`, as OpenAI recommends
 *   (https://github.com/openai/openai-python/issues/2533); with listed keys, an object with these
 *   properties.
 * - a tuple: an object with numbered properties, and `rest` for the elements after them; with optional
 *   elements, a union of its lengths.
 * - a root that is not an object: the property `value` of one.
 * - a union: `anyOf`; if its lowered members could be mistaken for each other, each is under its own
 *   property (see `TaggedUnions`). The property that tells objects apart comes first, if the dialect
 *   requires it.
 * - `const`: an enum of one. `allOf`: merged. References: under `$defs`.
 * - a constraint that the dialect does not enforce: words in the description, for the model.
 *
 * A schema that no strict mode can express is lowered as closely as possible; `findUnenforceable` names
 * such parts. `planRestore` says how to change an answer back, which is the same for every dialect.
 */
export function lowerSchema(schema: JsonObject, dialect: StrictDialect): JsonObject {
  return new Lowering(schema, dialect).run();
}

/** Lowers one schema for one dialect. */
class Lowering {
  readonly #root: JsonObject;
  readonly #dialect: StrictDialect;
  readonly #forms: SchemaForms;
  readonly #unions: TaggedUnions;
  readonly #wrapper: string | undefined;
  /** By name, in the order of their first use. `undefined` while one is being lowered. */
  readonly #definitions = new Map<string, JsonObject | undefined>();
  readonly #names = new Map<JsonObject, string>();

  constructor(root: JsonObject, dialect: StrictDialect) {
    this.#root = root;
    this.#dialect = dialect;
    this.#forms = new SchemaForms(root);
    this.#unions = new TaggedUnions(root, this.#forms);
    this.#wrapper = wrapperOf(root, this.#forms, this.#unions);
  }

  run(): JsonObject {
    // The root must be an object itself, so a reference there is replaced by its target.
    const root = resolveRefs(this.#root, this.#root) ?? this.#root;
    const lowered = this.#lower(root);
    const whole = this.#wrapper === undefined ? lowered : this.#wrap(this.#wrapper, root, lowered);
    if (this.#definitions.size === 0) return whole;
    const definitions = [...this.#definitions].map(([name, one]) => [name, one ?? {}] as const);
    return { ...whole, $defs: Object.fromEntries(definitions) };
  }

  #wrap(wrapper: string, root: JsonObject, lowered: JsonObject): JsonObject {
    const name = this.#names.get(this.#forms.resolve(root));
    return closedObject([[wrapper, name === undefined ? lowered : { $ref: `#/$defs/${name}` }]]);
  }

  #lower(schema: JsonObject): JsonObject {
    const ref = readOwn(schema, "$ref");
    if (typeof ref === "string") return this.#lowerRef(schema, ref);
    const meant = this.#forms.resolve(schema);
    const form = this.#forms.formOf(meant);
    const lowered = new Map<string, Json>();
    const title = readOwn(meant, "title");
    if (title !== undefined) lowered.set("title", title);
    for (const [keyword, value] of Object.entries(this.#lowerForm(meant, form))) {
      lowered.set(keyword, value);
    }
    const { enforced, description } = lowerConstraints(meant, form.kind, this.#dialect);
    for (const [keyword, value] of enforced) lowered.set(keyword, value);
    if (description !== undefined) lowered.set("description", description);
    return Object.fromEntries(lowered);
  }

  #lowerForm(schema: JsonObject, form: Form): JsonObject {
    switch (form.kind) {
      case "union":
        return { anyOf: this.#lowerMembers(schema, form) };
      case "object":
        return this.#lowerObject(schema, form);
      case "record":
        return {
          type: "array",
          items: closedObject([
            ["key", this.#lower(form.key)],
            ["value", this.#lower(form.value)],
          ]),
        };
      case "array":
        return {
          type: "array",
          ...(form.items !== undefined && { items: this.#lower(form.items) }),
        };
      case "tuple":
        return this.#lowerTuple(form);
      case "scalar":
        return this.#lowerScalar(schema);
    }
  }

  #lowerMembers(
    union: JsonObject,
    form: Extract<Form, { readonly kind: "union" }>,
  ): readonly JsonObject[] {
    const need = this.#unions.needOf(union);
    const isTagged = need === "meaning" || (need === "grammar" && this.#dialect.distinctFirstKeys);
    const tags = isTagged ? this.#unions.namesOf(form) : [];
    return form.members.map((member, index) => {
      const tag = tags[index];
      const lowered = this.#lower(member);
      return tag === undefined ? lowered : closedObject([[tag, lowered]]);
    });
  }

  #lowerObject(object: JsonObject, form: Extract<Form, { readonly kind: "object" }>): JsonObject {
    const properties: [string, JsonObject][] = [];
    const optional = new Set<string>();
    const lead = this.#dialect.distinctFirstKeys ? this.#unions.leadOf(object) : undefined;
    for (const [name, { schema, required }] of leadFirst(form, lead)) {
      const one = this.#lower(schema);
      if (required) properties.push([name, one]);
      else if (this.#dialect.optional === "optional") {
        properties.push([name, one]);
        optional.add(name);
      } else {
        properties.push([name, this.#forms.acceptsNull(schema) ? one : toNullable(one)]);
      }
    }
    return closedObject(properties, optional);
  }

  #lowerTuple({ elements, rest }: Extract<Form, { readonly kind: "tuple" }>): JsonObject {
    const properties = elements.map((element, index): [string, JsonObject] => [
      String(index),
      this.#lower(element),
    ]);
    if (rest !== undefined) {
      properties.push([restKey, { type: "array", items: this.#lower(rest) }]);
    }
    return closedObject(properties);
  }

  #lowerScalar(schema: JsonObject): JsonObject {
    const values = readValues(schema);
    if (values !== undefined) {
      return {
        ...(this.#dialect.typedEnums && { type: joinTypes(values.map(typeOf)) }),
        enum: values,
      };
    }
    const types = readTypes(schema);
    return types.length > 0 ? { type: joinTypes(types) } : {};
  }

  #lowerRef(schema: JsonObject, ref: string): JsonObject {
    const target = findDefinition(this.#root, ref);
    if (target === undefined) return { $ref: ref };
    const lowered: JsonObject = { $ref: this.#pointerTo(target, ref) };
    const description = readOwn(schema, "description");
    if (typeof description !== "string" || !this.#dialect.describedRefs) return lowered;
    return { ...lowered, description };
  }

  #pointerTo(target: JsonObject, ref: string): string {
    const meant = this.#forms.resolve(target);
    if (meant === this.#forms.resolve(this.#root) && this.#wrapper === undefined) return "#";
    let name = this.#names.get(meant);
    if (name === undefined) {
      // Targets elsewhere are moved under `$defs`, because lowering changes the tree that a pointer walks.
      const wanted = (ref === "#" ? "root" : readRefName(ref)).replaceAll(/[^\w.-]/g, "_");
      name = wanted;
      for (let count = 2; this.#definitions.has(name); count++) name = `${wanted}_${count}`;
      this.#names.set(meant, name);
      this.#definitions.set(name, undefined);
      this.#definitions.set(name, this.#lower(meant));
    }
    return `#/$defs/${name}`;
  }
}

function closedObject(
  properties: readonly (readonly [string, JsonObject])[],
  optional: ReadonlySet<string> = new Set(),
): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name).filter((name) => !optional.has(name)),
    additionalProperties: false,
  };
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

/** The schema or `null`, with its description on the outside. */
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
