import type { JsonObject } from "../../internal/json.js";
import { readOwn } from "../json-schema.js";
import type { Form, PropertyForm, SchemaForms } from "./schema-forms.js";

type ObjectForm = Extract<Form, { readonly kind: "object" }>;

/**
 * Finds the properties with which the objects of a union must begin, so that a grammar can tell them apart
 * by their first keys: by the key itself, or by its distinct literals. If their own first keys do not tell
 * them apart, a property with literals is moved to the front. OpenAI rejects other unions: "Objects
 * provided via 'anyOf' must not share identical first keys".
 *
 * @param leads the properties that other unions have already moved to the front, by object
 * @returns the additional properties to move; `undefined` if no property tells the objects apart
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

/** The first property of an object in JSON, where names that are numbers come before all others. */
function firstProperty(form: Form, lead: string | undefined): NamedProperty | undefined {
  if (form.kind === "tuple") {
    const [schema] = form.elements;
    return schema && { name: "0", schema, required: true };
  }
  if (form.kind !== "object") return undefined;
  const named = [...form.properties].map(([name, property]) => ({ name, ...property }));
  const [first] = named;
  if (first && isIndex(first.name)) return first;
  return named.find(({ name }) => name === lead) ?? first;
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

/** The literals of a required property, as JSON, if they are listed. */
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

/** The properties of an object, with the one that is moved to the front. */
export function leadFirst(
  { properties }: ObjectForm,
  lead: string | undefined,
): readonly (readonly [name: string, property: PropertyForm])[] {
  const all = [...properties];
  return lead === undefined
    ? all
    : [...all.filter(([name]) => name === lead), ...all.filter(([name]) => name !== lead)];
}
