import type { JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";
import { findLeads } from "./first-keys.js";
import type { Form, PropertyForm, SchemaForms } from "./schema-forms.js";

/**
 * What a tag is for: `meaning` makes it known how to change an answer back, `grammar` only lets a grammar
 * tell objects apart by their first keys.
 */
export type Need = "meaning" | "grammar";

type ObjectForm = Extract<Form, { readonly kind: "object" }>;
type TupleForm = Extract<Form, { readonly kind: "tuple" }>;

/**
 * Decides which unions of a document need a tag. A tagged member is written as an object whose only
 * property names the member, because the lowered forms of two members could be mistaken for each other and
 * are changed back differently. A record and a list are both arrays, a tuple and an object both objects;
 * and in one object `null` may mean that a property is absent, where in another it is a value.
 *
 * No tag is needed for lists next to objects, values without parts, objects that a property with text
 * literals tells apart, and objects without differences in their common parts.
 *
 * A tag for the grammar, which some strict modes require, is for objects that begin with the same key (see
 * `findLeads`). An answer is changed back in the same way with or without it.
 */
export class TaggedUnions {
  readonly #forms: SchemaForms;
  readonly #tagged = new Map<JsonObject, Need>();
  /** The properties that objects must begin with, so that a grammar can tell them apart. */
  readonly #leads = new Map<JsonObject, string>();
  /** Pairs that were compared, given the tags that are known so far. */
  #compared = new Map<JsonObject, Set<JsonObject>>();

  constructor(root: JsonObject, forms: SchemaForms) {
    this.#forms = forms;
    const unions = collectUnions(root, forms);
    // A tag affects the comparison of other unions, so this repeats until nothing changes.
    for (let changed = true; changed;) {
      changed = false;
      for (const union of unions) {
        if (this.#tagged.get(union) === "meaning") continue;
        if (this.#hasConflict(union)) {
          this.#tagged.set(union, "meaning");
          changed = true;
        } else if (!this.#tagged.has(union) && this.#isLed(union)) changed = true;
      }
    }
  }

  /** Why a union needs a tag; `undefined` if it needs none. */
  needOf(schema: JsonObject): Need | undefined {
    return this.#tagged.get(this.#forms.resolve(schema));
  }

  /**
   * The property that an object must begin with for a grammar; `undefined` if it is the first one anyway.
   */
  leadOf(schema: JsonObject): string | undefined {
    return this.#leads.get(this.#forms.resolve(schema));
  }

  /**
   * The schemas that a value may follow: the members of a union and of unions within it, with references
   * resolved. A tagged union counts as one.
   */
  alternatives(schema: JsonObject): readonly JsonObject[] {
    const found = new Set<JsonObject>();
    const seen = new Set<JsonObject>();
    const visit = (one: JsonObject, isOwn: boolean): void => {
      const meant = this.#forms.resolve(one);
      if (seen.has(meant)) return;
      seen.add(meant);
      const form = this.#forms.formOf(meant);
      if (form.kind !== "union" || (!isOwn && this.#tagged.has(meant))) found.add(meant);
      else for (const member of form.members) visit(member, false);
    };
    visit(schema, this.needOf(schema) === undefined);
    return [...found];
  }

  /** The members of a union, as if it had no tag, with unions within it replaced by their members. */
  members(union: JsonObject): readonly JsonObject[] {
    const form = this.#forms.formOf(union);
    return form.kind === "union"
      ? [...new Set(form.members.flatMap((member) => this.alternatives(member)))]
      : [union];
  }

  /** Whether a member of a tagged union is written under a tag: every value with parts is. */
  wraps(member: JsonObject): boolean {
    return this.alternatives(member).some((one) => this.#forms.formOf(one).kind !== "scalar");
  }

  /** The names of a tagged union's members, `undefined` for those that are written bare. */
  namesOf(union: Extract<Form, { readonly kind: "union" }>): readonly (string | undefined)[] {
    const kinds = union.members.map((member) =>
      this.wraps(member) ? this.#nameOf(member) : undefined,
    );
    const taken = new Set(this.#propertyNames(union.members));
    return kinds.map((kind, index) => {
      if (kind === undefined) return undefined;
      const alike = kinds.filter((other) => other === kind).length;
      let name =
        alike > 1
          ? `${kind}_${kinds.slice(0, index + 1).filter((other) => other === kind).length}`
          : kind;
      while (taken.has(name)) name += "_";
      return name;
    });
  }

  /** Whether two objects of a union are changed back differently, so that they must be told apart. */
  clash(left: ObjectForm, right: ObjectForm): boolean {
    this.#compared = new Map();
    return this.#propertiesClash(left, right);
  }

  #nameOf(member: JsonObject): string {
    const [only, another] = this.alternatives(member);
    const kind =
      only === undefined || another !== undefined ? "union" : this.#forms.formOf(only).kind;
    const names: Readonly<Record<Form["kind"], string>> = {
      object: "object",
      record: "entries",
      array: "list",
      tuple: "tuple",
      union: "option",
      scalar: "value",
    };
    return names[kind];
  }

  /**
   * The names of all properties, which tags must avoid, so that an answer in the author's own form is not
   * mistaken for a tagged one.
   */
  #propertyNames(members: readonly JsonObject[]): readonly string[] {
    return members.flatMap((member) =>
      this.alternatives(member).flatMap((one) => {
        const form = this.#forms.formOf(one);
        return form.kind === "object" ? [...form.properties.keys()] : [];
      }),
    );
  }

  #hasConflict(union: JsonObject): boolean {
    this.#compared = new Map();
    const alternatives = this.members(union);
    return alternatives.some((one, index) =>
      alternatives.slice(index + 1).some((other) => this.#differ(one, other)),
    );
  }

  /** Ensures that a grammar can tell a union's objects apart. Gives whether something changed. */
  #isLed(union: JsonObject): boolean {
    const leads = findLeads(this.members(union), this.#forms, this.#leads);
    if (leads === undefined) this.#tagged.set(union, "grammar");
    for (const [object, name] of leads ?? []) this.#leads.set(object, name);
    return leads?.size !== 0;
  }

  /** Whether a value could be either of the two, and they are changed back differently. */
  #differ(left: JsonObject, right: JsonObject): boolean {
    if (left === right) return false;
    const compared = this.#compared.get(left) ?? new Set();
    // A pair that is being compared counts as equal, because a recursive schema differs only by something
    // else.
    if (compared.has(right)) return false;
    this.#compared.set(left, compared.add(right));
    const [one, other] = [this.#forms.formOf(left), this.#forms.formOf(right)];
    if (one.kind === "scalar" || other.kind === "scalar") return false;
    if (one.kind === "object" && other.kind === "object") return this.#objectsDiffer(one, other);
    if (one.kind === "array" && other.kind === "array")
      return this.#mayDiffer(one.items, other.items);
    if (one.kind === "record" && other.kind === "record")
      return this.#mayDiffer(one.value, other.value);
    if (one.kind === "tuple" && other.kind === "tuple") return this.#tuplesDiffer(one, other);
    // One is an array and the other an object, lowered or not.
    const kinds = new Set([one.kind, other.kind]);
    return !(kinds.has("array") && kinds.has("object"));
  }

  #mayDiffer(left: JsonObject | undefined, right: JsonObject | undefined): boolean {
    if (left === undefined || right === undefined) return false;
    const others = this.alternatives(right);
    return this.alternatives(left).some((one) => others.some((other) => this.#differ(one, other)));
  }

  #objectsDiffer(left: ObjectForm, right: ObjectForm): boolean {
    if (findDiscriminator(left, right, this.#forms) !== undefined) return false;
    return this.#propertiesClash(left, right);
  }

  #propertiesClash(left: ObjectForm, right: ObjectForm): boolean {
    return [...left.properties].some(([name, property]) => {
      const other = right.properties.get(name);
      return other !== undefined && this.#propertiesDiffer(property, other);
    });
  }

  #propertiesDiffer(left: PropertyForm, right: PropertyForm): boolean {
    // In an optional property `null` means absent; in a required one it is a value.
    const nullsDiffer =
      left.required !== right.required &&
      this.#forms.acceptsNull(left.required ? left.schema : right.schema);
    return nullsDiffer || this.#mayDiffer(left.schema, right.schema);
  }

  #tuplesDiffer(left: TupleForm, right: TupleForm): boolean {
    const differs = left.elements.some((schema, index) => {
      const other = right.elements[index];
      return other !== undefined && this.#mayDiffer(schema, other);
    });
    return differs || this.#mayDiffer(left.rest, right.rest);
  }
}

/** A property that both objects require, with listed texts that do not overlap. */
export function findDiscriminator(
  left: ObjectForm,
  right: ObjectForm,
  forms: SchemaForms,
): string | undefined {
  for (const [name, property] of left.properties) {
    const texts = readTexts(property, forms);
    const others = readTexts(right.properties.get(name), forms);
    if (texts && others && !texts.some((text) => others.includes(text))) return name;
  }
  return undefined;
}

/** The texts of a required property, if they are listed. */
export function readTexts(
  property: PropertyForm | undefined,
  forms: SchemaForms,
): readonly string[] | undefined {
  if (!property?.required) return undefined;
  const schema = forms.resolve(property.schema);
  const literal = readOwn(schema, "const");
  const values = literal === undefined ? readOwn(schema, "enum") : [literal];
  if (!Array.isArray(values)) return undefined;
  const texts = values.filter((value) => typeof value === "string");
  return texts.length === values.length ? texts : undefined;
}

/** Every union below the root, inner ones before outer ones. */
function collectUnions(root: JsonObject, forms: SchemaForms): readonly JsonObject[] {
  const unions: JsonObject[] = [];
  const seen = new Set<JsonObject>();
  const visit = (schema: JsonObject): void => {
    const meant = forms.resolve(schema);
    if (seen.has(meant)) return;
    seen.add(meant);
    const form = forms.formOf(meant);
    for (const part of partsOf(form)) visit(part);
    if (form.kind === "union") unions.push(meant);
  };
  visit(root);
  return unions;
}

/** The schemas in a form. */
function partsOf(form: Form): readonly JsonObject[] {
  switch (form.kind) {
    case "union":
      return form.members;
    case "object":
      return [...form.properties.values()].map(({ schema }) => schema);
    case "record":
      return [form.value];
    case "array":
      return form.items === undefined ? [] : [form.items];
    case "tuple":
      return form.rest === undefined ? form.elements : [...form.elements, form.rest];
    case "scalar":
      return [];
  }
}
