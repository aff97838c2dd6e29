import type { JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";
import { restKey } from "./restore-plan.js";
import type { Form, PropertyForm, SchemaForms } from "./schema-forms.js";

type ObjectForm = Extract<Form, { readonly kind: "object" }>;

/**
 * Finds what the objects of a union must begin with, so that a grammar tells them apart by their first
 * keys: by the key itself, or by literals of it that no other has. Where the first keys that they have
 * do not, a property of literals is put first. OpenAI refuses the others: "Objects provided via 'anyOf' must not
 * share identical first keys".
 *
 * @param leads what other unions have put first already, by object
 * @returns what is to be put first beside these; `undefined` where no property tells them apart
 */
export function findLeads(
  alternatives: readonly JsonObject[],
  forms: SchemaForms,
  leads: ReadonlyMap<JsonObject, string>,
): ReadonlyMap<JsonObject, string> | undefined {
  const objects = alternatives.filter((one) => isWrittenAsObject(forms.formOf(one)));
  if (areDistinct(objects, forms, leads)) return new Map();
  const names = new Set(objects.flatMap((one) => tellingNames(forms.formOf(one), forms)));
  for (const name of names) {
    const more = objects.filter(
      (one) => !leads.has(one) && tellingNames(forms.formOf(one), forms).includes(name),
    );
    const added = new Map(more.map((one) => [one, name]));
    if (areDistinct(objects, forms, new Map([...leads, ...added]))) return added;
  }
  return undefined;
}

function isWrittenAsObject({ kind }: Form): boolean {
  return kind === "object" || kind === "tuple";
}

function areDistinct(
  objects: readonly JsonObject[],
  forms: SchemaForms,
  leads: ReadonlyMap<JsonObject, string>,
): boolean {
  const first = objects.map((one) => firstProperty(forms.formOf(one), leads.get(one)));
  return first.every((one, index) =>
    first.slice(index + 1).every((other) => {
      if (one === undefined || other === undefined || one.name !== other.name) return true;
      const [values, others] = [readLiterals(one, forms), readLiterals(other, forms)];
      return values?.every((value) => others?.includes(value) === false) === true;
    }),
  );
}

interface NamedProperty extends PropertyForm {
  readonly name: string;
}

/** The property that an object begins with, as JSON writes it: names that are numbers come before all others. */
function firstProperty(form: Form, lead: string | undefined): NamedProperty | undefined {
  if (form.kind === "tuple") {
    const [schema] = form.elements;
    if (schema !== undefined) return { name: "0", schema, required: true };
    return form.rest && { name: restKey, schema: form.rest, required: false };
  }
  if (form.kind !== "object") return undefined;
  const named = [...form.properties].map(([name, property]) => ({ name, ...property }));
  const numbers = named.filter(({ name }) => isIndex(name));
  const [first] = numbers.sort((a, b) => Number(a.name) - Number(b.name));
  return first ?? named.find(({ name }) => name === lead) ?? named[0];
}

function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

function tellingNames(form: Form, forms: SchemaForms): readonly string[] {
  if (form.kind !== "object") return [];
  return [...form.properties]
    .filter(([, property]) => readLiterals(property, forms) !== undefined)
    .map(([name]) => name);
}

/** The literals that a required property may be, as JSON, where they are listed. */
function readLiterals(
  { schema, required }: PropertyForm,
  forms: SchemaForms,
): readonly string[] | undefined {
  if (!required) return undefined;
  const meant = forms.resolve(schema);
  const literal = readOwn(meant, "const");
  const values = literal === undefined ? readOwn(meant, "enum") : [literal];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined;
}

/** The properties of an object, that which is put first in its place. */
export function leadFirst(
  { properties }: ObjectForm,
  lead: string | undefined,
): readonly (readonly [name: string, property: PropertyForm])[] {
  const all = [...properties];
  return lead === undefined
    ? all
    : [...all.filter(([name]) => name === lead), ...all.filter(([name]) => name !== lead)];
}
