import { AgentError, isAgentError } from "../../../errors.js";
import type { Json, JsonObject } from "../../../internal/json.js";
import type { Random } from "./random.js";
import { anything, combine, ownConditions, type FlatSchema } from "./flatten.js";
import { createHeights, type Heights } from "./heights.js";
import { matches } from "./matches.js";
import { sampleNumber } from "./sample-number.js";
import { sampleText } from "./sample-text.js";
import { findReferenced, isObject, type Schema, type SchemaObject } from "./schema.js";

/** How often a value is made up before a schema is given up: a `oneOf` or `not` may refuse some. */
const attempts = 30;
/** How often a reference may lead into itself before only the smallest values are made. */
const maxNesting = 1;
/** How many values there may be before only the smallest are made. */
const maxValues = 400;

/** Where in the made-up value the sampler is. */
interface Place {
  /** For messages: `items[0].code`. */
  readonly path: string;
  /** The property's name, or that of its array. */
  readonly name: string;
  readonly index: number | undefined;
  /** The place in an array of the object that this is in. */
  readonly turn?: number | undefined;
  /** The references that led here. */
  readonly references: readonly string[];
}

/**
 * Makes up a value that satisfies a JSON Schema and is pleasant to read: texts after the names of
 * their properties, every optional property, two or three elements where the schema leaves the choice.
 * Recursion is bounded. Heeds what `z.toJSONSchema` writes.
 *
 * Fails with `config_invalid` when it finds none, which is so for a pattern that it does not understand.
 */
export function sampleSchema(schema: JsonObject, random: Random): Json {
  // A JSON object is a schema; keywords of an unexpected type are an author's own.
  const root = schema as SchemaObject;
  const sampler = new Sampler(root, random);
  return sampler.sample(root, { path: "", name: "text", index: undefined, references: [] });
}

class Sampler {
  readonly #root: SchemaObject;
  readonly #random: Random;
  readonly #heights: Heights;
  #count = 0;

  constructor(root: SchemaObject, random: Random) {
    this.#root = root;
    this.#random = random;
    this.#heights = createHeights(root);
  }

  sample(schema: Schema, place: Place): Json {
    this.#count += 1;
    if (!Number.isFinite(this.#heights.of(schema))) {
      throw unsatisfiable(place, "its schema allows no finite value");
    }
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const references = [...place.references];
      const flat = this.#flatten(schema, references);
      const value = this.#draw(flat, { ...place, references });
      if (value !== undefined && matches(this.#root, schema, value)) return value;
      const [pattern] = flat.patterns;
      if (value === undefined && pattern !== undefined) {
        throw unsatisfiable(place, `it does not support the pattern ${pattern}`);
      }
    }
    throw unsatisfiable(place, "its schema asks for too much");
  }

  /** Follows references and takes one way of every choice; adds the references that it followed. */
  #flatten(schema: Schema, references: string[]): FlatSchema {
    if (typeof schema === "boolean") return anything;
    let flat = ownConditions(schema);
    if (schema.$ref !== undefined) {
      references.push(schema.$ref);
      const target = findReferenced(this.#root, schema.$ref) ?? false;
      flat = combine(this.#flatten(target, references), flat);
    }
    for (const part of schema.allOf ?? []) flat = combine(flat, this.#flatten(part, references));
    for (const choice of [schema.anyOf, schema.oneOf]) {
      const chosen = choice && this.#choose(choice, references);
      if (chosen !== undefined) flat = combine(flat, this.#flatten(chosen, references));
    }
    return flat;
  }

  /** One of several schemas; `null` only where there is nothing else, as it shows nothing. */
  #choose(options: readonly Schema[], references: readonly string[]): Schema | undefined {
    const heights = options.map((option) => this.#heights.of(option));
    const least = this.#isSmall(references) ? Math.min(...heights) : Number.MAX_VALUE;
    const open = options.filter((_, index) => (heights[index] ?? Infinity) <= least);
    const telling = open.filter((option) => typeof option === "boolean" || option.type !== "null");
    return this.#random.pick(telling.length > 0 ? telling : open);
  }

  #isSmall(references: readonly string[]): boolean {
    const last = references.at(-1);
    const nesting = references.filter((reference) => reference === last).length;
    return this.#count > maxValues || (last !== undefined && nesting > maxNesting);
  }

  #draw(schema: FlatSchema, place: Place): Json | undefined {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.#random.pick(schema.enum);
    const given = [
      ...(schema.examples ?? []),
      ...(schema.default === undefined ? [] : [schema.default]),
    ];
    const fitting = given.filter((value) => matches(this.#root, toSchema(schema), value));
    if (fitting.length > 0) return this.#random.pick(fitting);
    switch (this.#chooseType(schema)) {
      case "object":
        return this.#drawObject(schema, place);
      case "array":
        return this.#drawArray(schema, place);
      case "number":
        return sampleNumber(schema, place.name, this.#random, false);
      case "integer":
        return sampleNumber(schema, place.name, this.#random, true);
      case "boolean":
        return this.#random.next() < 0.5;
      case "null":
        return null;
      default:
        return sampleText(schema, place, this.#random);
    }
  }

  #chooseType(schema: FlatSchema): string {
    const types = [schema.type ?? impliedType(schema)].flat();
    const telling = types.filter((type) => type !== "null");
    return this.#random.pick(telling.length > 0 ? telling : types);
  }

  #drawObject(schema: FlatSchema, place: Place): Json {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    const small = this.#isSmall(place.references);
    const drawn: [string, Json][] = [];
    for (const key of new Set([...Object.keys(properties), ...required])) {
      const part = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      const inner = {
        ...place,
        path: place.path === "" ? key : `${place.path}.${key}`,
        name: key,
        index: undefined,
        turn: place.index ?? place.turn,
      };
      if (required.includes(key)) drawn.push([key, this.sample(part ?? true, inner)]);
      else if (!small) drawn.push(...this.#drawOptional(key, part ?? true, inner));
    }
    if (isRecord(schema)) drawn.push(...this.#drawEntries(schema, place, drawn.length, small));
    // Through entries, as a key named __proto__ is to be a key.
    return Object.fromEntries(drawn);
  }

  /** An optional property is left out rather than that the whole fails for it. */
  #drawOptional(key: string, schema: Schema, place: Place): [string, Json][] {
    try {
      return [[key, this.sample(schema, place)]];
    } catch (error) {
      if (isAgentError(error)) return [];
      throw error;
    }
  }

  /** Entries of a record, beside the properties that it may have. */
  #drawEntries(schema: FlatSchema, place: Place, known: number, small: boolean): [string, Json][] {
    const { propertyNames = true, additionalProperties = true } = schema;
    const { minProperties = 0, maxProperties = Infinity } = schema;
    const wanted = Math.min(maxProperties, Math.max(minProperties, small ? 0 : 2)) - known;
    const entries = new Map<string, Json>();
    for (let index = 0; index < wanted * 4 && entries.size < wanted; index += 1) {
      const key = this.sample(propertyNames, {
        ...place,
        path: `a key of ${place.path}`,
        name: "key",
        index,
      });
      if (typeof key !== "string" || entries.has(key)) continue;
      const inner = {
        ...place,
        path: `${place.path}.${key}`,
        name: nameWithin(place, "value"),
        index,
      };
      entries.set(key, this.sample(additionalProperties, inner));
    }
    return [...entries];
  }

  #drawArray(schema: FlatSchema, place: Place): Json {
    const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity } = schema;
    const rest = Number.isFinite(this.#heights.of(items)) ? items : false;
    const pleasant = this.#isSmall(place.references) ? 0 : this.#random.between(2, 3);
    const most = rest === false ? prefixItems.length : maxItems;
    const length = Math.min(Math.max(minItems, prefixItems.length, pleasant), most, maxItems);
    const drawn: Json[] = [];
    for (let index = 0; index < length; index += 1) {
      const inner = {
        ...place,
        path: `${place.path}[${index}]`,
        name: nameWithin(place, "item"),
        index,
      };
      drawn.push(this.#drawElement(prefixItems[index] ?? rest, inner, schema, drawn));
    }
    return drawn;
  }

  #drawElement(part: Schema, place: Place, schema: FlatSchema, others: readonly Json[]): Json {
    let element = this.sample(part, place);
    if (schema.uniqueItems !== true) return element;
    const seen = new Set(others.map((other) => JSON.stringify(other)));
    for (let more = 1; more < attempts && seen.has(JSON.stringify(element)); more += 1) {
      element = this.sample(part, { ...place, index: (place.index ?? 0) + more });
    }
    return element;
  }
}

/** What elements of a container are called: what it is, unless it is the whole answer. */
function nameWithin({ path, name }: Place, otherwise: string): string {
  return path === "" ? otherwise : name;
}

/** Whether an object is to have entries of its own choice, as a record has. */
function isRecord({ properties, additionalProperties, propertyNames }: FlatSchema): boolean {
  if (additionalProperties === false) return false;
  if (propertyNames !== undefined) return true;
  return properties === undefined && isObject((additionalProperties ?? false) as Json);
}

/** The type of a schema that names none, by its keywords; a text where they say nothing. */
function impliedType(schema: FlatSchema): string {
  if (schema.properties ?? schema.required ?? schema.additionalProperties) return "object";
  if (schema.items ?? schema.prefixItems ?? schema.minItems) return "array";
  const bound = schema.minimum ?? schema.maximum ?? schema.multipleOf;
  const isNumber = bound ?? schema.exclusiveMinimum ?? schema.exclusiveMaximum;
  return isNumber === undefined ? "string" : "number";
}

function toSchema({ patterns, ...schema }: FlatSchema): SchemaObject {
  return { ...schema, allOf: patterns.map((pattern) => ({ pattern })) };
}

function unsatisfiable({ path }: Place, reason: string): AgentError {
  const what = path === "" ? "a value" : `a value for ${path}`;
  return new AgentError(
    "config_invalid",
    `The fake provider cannot make up ${what}: ${reason}. Write the answer yourself: fake({ script: … }).`,
  );
}
