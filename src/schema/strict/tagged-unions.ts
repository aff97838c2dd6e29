import type { JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";
import { findLeads } from "./first-keys.js";
import type { Form, PropertyForm, SchemaForms } from "./schema-forms.js";

/**
 * What a tag is for: that what is undone in an answer is known, or only that a grammar which looks at first
 * keys tells objects apart.
 */
export type Need = "meaning" | "grammar";

type ObjectForm = Extract<Form, { readonly kind: "object" }>;
type TupleForm = Extract<Form, { readonly kind: "tuple" }>;

/**
 * Which unions of a document need a tag: a member is written as an object whose only property says which
 * one it is, because the lowered forms of two members could be taken for each other, and it makes a
 * difference to what is undone. A record and a list are both arrays, a tuple and an object both objects;
 * and of two objects one may have a property for which `null` means that it is absent, where the other's
 * may be `null`.
 *
 * Lists beside objects need none, nor what has no parts, nor objects that a text property of literals
 * tells apart, nor objects with nothing in common that differs.
 *
 * Another tag is for a grammar alone, which some strict modes ask for: objects that begin with the same key
 * (see `findLeads`). What is undone is the same with it and without.
 */
export class TaggedUnions {
  readonly #forms: SchemaForms;
  readonly #tagged = new Map<JsonObject, Need>();
  /** The properties that objects begin with, where a grammar tells them apart by these. */
  readonly #leads = new Map<JsonObject, string>();
  /** Pairs that were compared, under what is known to be tagged. */
  #compared = new Map<JsonObject, Set<JsonObject>>();

  constructor(root: JsonObject, forms: SchemaForms) {
    this.#forms = forms;
    const unions = collectUnions(root, forms);
    // A tag changes what others are compared with, so again until nothing changes.
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

  /** What a union needs a tag for; `undefined` for one that needs none. */
  needOf(schema: JsonObject): Need | undefined {
    return this.#tagged.get(this.#forms.resolve(schema));
  }

  /** The property that an object begins with for a grammar; `undefined` for that which is first. */
  leadOf(schema: JsonObject): string | undefined {
    return this.#leads.get(this.#forms.resolve(schema));
  }

  /**
   * What a value may follow: the members of a union, and of those within it, each as it is meant. A union
   * with a tag counts as one.
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

  /** The members of a union, those of unions within it in their place, as if it had no tag. */
  members(union: JsonObject): readonly JsonObject[] {
    const form = this.#forms.formOf(union);
    return form.kind === "union"
      ? [...new Set(form.members.flatMap((member) => this.alternatives(member)))]
      : [union];
  }

  /** Whether a union's member is written under a tag: whatever has parts. */
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

  /** Whether what is to be undone in two objects of one union differs, so that they are to be told apart. */
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

  /** So that an answer in the author's own form is not taken for a tagged one. */
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

  /** Sees to it that a grammar tells a union's objects apart. Whether something changed. */
  #isLed(union: JsonObject): boolean {
    const leads = findLeads(this.members(union), this.#forms, this.#leads);
    if (leads === undefined) this.#tagged.set(union, "grammar");
    for (const [object, name] of leads ?? []) this.#leads.set(object, name);
    return leads?.size !== 0;
  }

  /** Whether a value could be one or the other, and what is to be undone is not the same. */
  #differ(left: JsonObject, right: JsonObject): boolean {
    if (left === right) return false;
    const compared = this.#compared.get(left) ?? new Set();
    // While a pair is compared it counts as alike: what contains itself differs by something else.
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
    // One is an array and one an object, lowered or not.
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
    // `null` means that an optional property is absent, and is the value of one that is required.
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

/** A property that both objects require, whose texts are listed, and none in both. */
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

/** The texts that a required property may be, where they are listed. */
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

/** Every union that the root leads to, inner ones before those that they are in. */
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

/** The schemas that a form is made of. */
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
