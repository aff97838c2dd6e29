import { AgentError } from "../../../errors.js";
import type { Json, JsonObject } from "../../../internal/json.js";
import type { Random } from "./random.js";
import { createHeights, type Heights } from "./heights.js";
import { matches } from "./matches.js";
import { sampleNumber } from "./sample-number.js";
import { sampleText } from "./sample-text.js";
import { findSchema, type PlainSchema, type Schema } from "./schema.js";

/** How many values to try for a schema, because a `not` may reject some. */
const attempts = 30;
/** The depth of recursion from which only the smallest values are made. */
const maxNesting = 1;
/** The number of values from which only the smallest values are made. */
const maxValues = 400;

/** A place in the made-up value. */
interface Place {
  /** For messages: `items[0].code`. */
  readonly path: string;
  /** The property's name, or that of its array. */
  readonly name: string;
  readonly index: number | undefined;
  /** The index of the enclosing object in its array. */
  readonly turn?: number | undefined;
  /** The references that led here. */
  readonly references: readonly string[];
}

/**
 * Makes up a readable value that satisfies a JSON Schema, lowered for the fake dialect: texts that suit the
 * names of their properties, every optional property, two or three elements where the schema allows it.
 * Recursion is limited.
 *
 * Fails with `config_invalid` if it finds none, for example for an unsupported pattern.
 */
export function sampleSchema(schema: JsonObject, random: Random): Json {
  const sampler = new Sampler(schema, random);
  return sampler.sample(schema as Schema, {
    path: "",
    name: "text",
    index: undefined,
    references: [],
  });
}

class Sampler {
  readonly #root: JsonObject;
  readonly #random: Random;
  readonly #heights: Heights;
  #count = 0;

  constructor(root: JsonObject, random: Random) {
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
      const plain = this.#choose(schema, references);
      const value = this.#draw(plain, { ...place, references });
      if (value !== undefined && matches(this.#root, schema, value)) return value;
      if (value === undefined && plain.pattern !== undefined) {
        throw unsatisfiable(place, `it does not support the pattern ${plain.pattern}`);
      }
    }
    throw unsatisfiable(place, "its schema asks for too much");
  }

  /**
   * Follows references, which it adds to `references`, and chooses one alternative, together with the
   * keywords next to it. Chooses `null` only if there is nothing else, because it shows nothing.
   */
  #choose(schema: Schema, references: string[]): PlainSchema {
    const { $ref, anyOf, ...beside } = schema;
    if ($ref !== undefined) {
      references.push($ref);
      return this.#choose(findSchema(this.#root, $ref) ?? {}, references);
    }
    if (anyOf === undefined) return beside;
    const heights = anyOf.map((option) => this.#heights.of(option));
    const least = this.#isSmall(references) ? Math.min(...heights) : Number.MAX_VALUE;
    const open = anyOf.filter((_, index) => (heights[index] ?? Infinity) <= least);
    const telling = open.filter((option) => option.type !== "null");
    const option = this.#random.pick(telling.length > 0 ? telling : open);
    return { ...beside, ...this.#choose(option, references) };
  }

  #isSmall(references: readonly string[]): boolean {
    const last = references.at(-1);
    const nesting = references.filter((reference) => reference === last).length;
    return this.#count > maxValues || (last !== undefined && nesting > maxNesting);
  }

  #draw(schema: PlainSchema, place: Place): Json | undefined {
    if (schema.enum !== undefined) return this.#random.pick(schema.enum);
    const { examples = [], default: otherwise } = schema;
    const given = otherwise === undefined ? examples : [...examples, otherwise];
    const fitting = given.filter((value) => matches(this.#root, schema, value));
    if (fitting.length > 0) return this.#random.pick(fitting);
    const types = [schema.type ?? "string"].flat();
    const telling = types.filter((type) => type !== "null");
    switch (this.#random.pick(telling.length > 0 ? telling : types)) {
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

  #drawObject({ properties = {} }: PlainSchema, place: Place): Json {
    const drawn = Object.entries(properties).map(([key, part]) => {
      const inner = {
        ...place,
        path: place.path === "" ? key : `${place.path}.${key}`,
        name: key,
        index: undefined,
        turn: place.index ?? place.turn,
      };
      return [key, this.sample(part, inner)] as const;
    });
    // Through entries, so that `__proto__` is an ordinary key.
    return Object.fromEntries(drawn);
  }

  #drawArray(schema: PlainSchema, place: Place): Json {
    const { items = {}, minItems = 0, maxItems = Infinity } = schema;
    const isPossible = Number.isFinite(this.#heights.of(items));
    const pleasant = this.#isSmall(place.references) ? 0 : this.#random.between(2, 3);
    const length = isPossible ? Math.min(Math.max(minItems, pleasant), maxItems) : 0;
    const drawn: Json[] = [];
    for (let index = 0; index < length; index += 1) {
      const inner = {
        ...place,
        path: `${place.path}[${index}]`,
        // The array's name, unless it is the whole answer.
        name: place.path === "" ? "item" : place.name,
        index,
      };
      drawn.push(this.#drawElement(items, inner, schema, drawn));
    }
    return drawn;
  }

  #drawElement(part: Schema, place: Place, schema: PlainSchema, others: readonly Json[]): Json {
    let element = this.sample(part, place);
    if (schema.uniqueItems !== true) return element;
    const seen = new Set(others.map((other) => JSON.stringify(other)));
    for (let more = 1; more < attempts && seen.has(JSON.stringify(element)); more += 1) {
      element = this.sample(part, { ...place, index: (place.index ?? 0) + more });
    }
    return element;
  }
}

function unsatisfiable({ path }: Place, reason: string): AgentError {
  const what = path === "" ? "a value" : `a value for ${path}`;
  return new AgentError(
    "config_invalid",
    `The fake provider cannot make up ${what}: ${reason}. Write the answer yourself: fake({ script: … }).`,
  );
}
