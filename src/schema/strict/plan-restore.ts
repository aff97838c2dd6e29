import type { JsonObject } from "../../internal/json.js";
import type { RestorePlan } from "./restore-plan.js";
import { SchemaForms, type Form } from "./schema-forms.js";
import { findDiscriminator, readTexts, TaggedUnions } from "./tagged-unions.js";
import { writePlan, type PlanState } from "./write-plan.js";
import { wrapperOf } from "./wrapper-of.js";

const known = new WeakMap<JsonObject, { readonly plan: RestorePlan | undefined }>();

/**
 * The plan for changing an answer back to the form of an author's schema, from any dialect; `undefined` if
 * nothing must change. The same schema object gives the same plan.
 */
export function planRestore(schema: JsonObject): RestorePlan | undefined {
  let made = known.get(schema);
  if (made === undefined) known.set(schema, (made = { plan: new Planning(schema).run() }));
  return made.plan;
}

type ObjectForm = Extract<Form, { readonly kind: "object" }>;
type TupleForm = Extract<Form, { readonly kind: "tuple" }>;

/**
 * A value may follow several schemas, the members of a union. So each state of the plan is for a set of
 * schemas, and a property that two schemas have gets one plan. `TaggedUnions` ensures that their plans
 * agree, or that they can be told apart.
 */
class Planning {
  readonly #root: JsonObject;
  readonly #forms: SchemaForms;
  readonly #unions: TaggedUnions;
  /** By the schemas of a state. */
  readonly #states = new Map<string, PlanState>();
  readonly #ids = new Map<JsonObject, number>();

  constructor(root: JsonObject) {
    this.#root = root;
    this.#forms = new SchemaForms(root);
    this.#unions = new TaggedUnions(root, this.#forms);
  }

  run(): RestorePlan | undefined {
    const inner = this.#stateOf([this.#root]);
    const wrapper = wrapperOf(this.#root, this.#forms, this.#unions);
    return writePlan(wrapper === undefined ? inner : { unwrap: new Map([[wrapper, inner]]) });
  }

  #stateOf(schemas: readonly JsonObject[]): PlanState {
    return this.#stateFrom([...new Set(schemas.flatMap((one) => this.#unions.alternatives(one)))]);
  }

  #stateFrom(alternatives: readonly JsonObject[]): PlanState {
    const key = alternatives
      .map((one) => this.#idOf(one))
      .sort((a, b) => a - b)
      .join(" ");
    let state = this.#states.get(key);
    if (state === undefined) {
      state = {};
      // Stored first, because its parts may lead back to it.
      this.#states.set(key, state);
      Object.assign(state, this.#plan(alternatives));
    }
    return state;
  }

  #idOf(schema: JsonObject): number {
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return id;
  }

  #plan(alternatives: readonly JsonObject[]): PlanState {
    const cases = this.#planCases(alternatives);
    if (cases) return cases;
    const state: PlanState = {};
    const forms = alternatives.map((one) => this.#forms.formOf(one));
    const values: JsonObject[] = [];
    const elements: JsonObject[] = [];
    for (const one of alternatives) {
      const form = this.#forms.formOf(one);
      if (form.kind === "union") Object.assign(state, this.#planUnion(one, form));
      if (form.kind === "record") values.push(form.value);
      if (form.kind === "array" && form.items !== undefined) elements.push(form.items);
    }
    this.#planTuples(
      state,
      forms.filter((form) => form.kind === "tuple"),
    );
    if (values.length > 0) state.entries = this.#stateOf(values);
    if (elements.length > 0) state.items = this.#stateOf(elements);
    this.#planProperties(state, forms.filter(isObjectForm));
    return state;
  }

  /**
   * The plan with the tag, and without it, because a tag for the grammar is used only by some dialects, and
   * an answer may be in the author's own form.
   */
  #planUnion(union: JsonObject, form: Extract<Form, { readonly kind: "union" }>): PlanState {
    const isForGrammar = this.#unions.needOf(union) === "grammar";
    const bare = isForGrammar ? this.#plan(this.#unions.members(union)) : {};
    return { ...bare, unwrap: this.#planTags(form) };
  }

  #planTags(union: Extract<Form, { readonly kind: "union" }>): Map<string, PlanState> {
    const tags = this.#unions.namesOf(union);
    const tagged = union.members.flatMap((member, index) => {
      const tag = tags[index];
      return tag === undefined ? [] : [[tag, this.#stateOf([member])] as const];
    });
    return new Map(tagged);
  }

  #planTuples(state: PlanState, tuples: readonly TupleForm[]): void {
    if (tuples.length === 0) return;
    const elements = new Map<string, JsonObject[]>();
    for (const [index, element] of tuples.flatMap((tuple) => [...tuple.elements.entries()])) {
      elements.set(String(index), [...(elements.get(String(index)) ?? []), element]);
    }
    const states = [...elements].map(
      ([index, schemas]) => [index, this.#stateOf(schemas)] as const,
    );
    state.tuple = new Map(states);
    const rests = tuples.map(({ rest }) => rest).filter((rest) => rest !== undefined);
    if (rests.length > 0) state.rest = this.#stateOf(rests);
  }

  #planProperties(state: PlanState, objects: readonly ObjectForm[]): void {
    const names = new Set(objects.flatMap(({ properties }) => [...properties.keys()]));
    const properties = new Map<string, PlanState>();
    const absent: string[] = [];
    for (const name of names) {
      const declared = objects
        .map((object) => object.properties.get(name))
        .filter((property) => property !== undefined);
      const schemas = declared.map(({ schema }) => schema);
      properties.set(name, this.#stateOf(schemas));
      const isOptional = declared.some(({ required }) => !required);
      const isNull = declared.some(
        ({ schema, required }) => required && this.#forms.acceptsNull(schema),
      );
      if (isOptional && !isNull) absent.push(name);
    }
    if (properties.size > 0) state.properties = properties;
    if (absent.length > 0) state.absent = absent;
  }

  /** Objects with different plans, by the text that tells them apart. The rest may be any of them. */
  #planCases(alternatives: readonly JsonObject[]): PlanState | undefined {
    const name = this.#findCases(alternatives);
    if (name === undefined) return undefined;
    const textsOf = (schema: JsonObject): readonly string[] | undefined => {
      const form = this.#forms.formOf(schema);
      return isObjectForm(form) ? readTexts(form.properties.get(name), this.#forms) : undefined;
    };
    const others = alternatives.filter((one) => textsOf(one) === undefined);
    const texts = new Set(alternatives.flatMap((one) => textsOf(one) ?? []));
    const plans = [...texts].map((text) => {
      const fitting = alternatives.filter((one) => textsOf(one)?.includes(text) ?? true);
      return [text, this.#stateFrom(fitting)] as const;
    });
    return {
      cases: { property: name, plans: new Map(plans), otherwise: this.#stateFrom(others) },
    };
  }

  #findCases(alternatives: readonly JsonObject[]): string | undefined {
    for (const [index, one] of alternatives.entries()) {
      for (const other of alternatives.slice(index + 1)) {
        const [left, right] = [this.#forms.formOf(one), this.#forms.formOf(other)];
        if (!isObjectForm(left) || !isObjectForm(right)) continue;
        if (!this.#unions.clash(left, right)) continue;
        return findDiscriminator(left, right, this.#forms);
      }
    }
    return undefined;
  }
}

function isObjectForm(form: Form): form is ObjectForm {
  return form.kind === "object";
}
