import type { Json, JsonObject } from "../../../src/internal/json.js";

const known = new Set(
  "type properties required additionalProperties items anyOf enum $ref $defs description title format minItems".split(
    " ",
  ),
);
const texts = ["", "p", "q", "a", "key", "value", "__proto__", 'quo"te\\', "two words", "ü🚀"];

/**
 * A value that a lowered schema allows, as a grammar would give it, from a seed. Knows the keywords of strict
 * modes and nothing of the code that wrote the schema; fails for any other keyword.
 */
export function sampleInstance(root: JsonObject, seed: number): Json {
  return new Sampler(root, seed).sample(root, 8);
}

class Sampler {
  readonly #root: JsonObject;
  #state: number;

  constructor(root: JsonObject, seed: number) {
    this.#root = root;
    this.#state = seed | 0;
  }

  /** `fuel`: how much deeper it may go before only what ends soonest is chosen. */
  sample(schema: JsonObject, fuel: number): Json {
    const odd = Object.keys(schema).find((keyword) => !known.has(keyword));
    if (odd !== undefined) throw new Error(`a strict schema has no ${odd}`);
    const { $ref, anyOf, type } = schema;
    if (typeof $ref === "string") return this.sample(this.#targetOf($ref), fuel - 1);
    if (Array.isArray(anyOf)) return this.#sampleMember(anyOf as readonly JsonObject[], fuel);
    if (Array.isArray(schema["enum"])) return this.#pick(schema["enum"] as readonly Json[]);
    if (Array.isArray(type)) return this.sample({ ...schema, type: this.#pick(type) }, fuel);
    switch (type) {
      case "string":
        return this.#sampleText(schema["format"]);
      case "integer":
        return this.#below(1_000) - 500;
      case "number":
        return this.#pick([0, -1.5, 2, 1e21, 0.001]);
      case "boolean":
        return this.#below(2) === 0;
      case "null":
        return null;
      case "array":
        return this.#sampleArray(schema, fuel);
      case "object":
        return this.#sampleObject(schema, fuel);
      default:
        throw new Error(`a strict schema has no type ${JSON.stringify(type)}`);
    }
  }

  #sampleMember(members: readonly JsonObject[], fuel: number): Json {
    if (fuel > 0) return this.sample(this.#pick(members), fuel - 1);
    const flat = members.filter(
      ({ type }) => type !== "object" && type !== "array" && type !== undefined,
    );
    return this.sample(this.#pick(flat.length > 0 ? flat : members), fuel - 1);
  }

  #sampleArray({ items, minItems }: JsonObject, fuel: number): Json {
    const least = typeof minItems === "number" ? minItems : 0;
    const length = Math.max(least, fuel > 0 ? this.#below(4) : 0);
    return Array.from({ length }, () => this.sample(items as JsonObject, fuel - 1));
  }

  #sampleObject({ properties, required }: JsonObject, fuel: number): Json {
    const needed = required as readonly string[];
    const members = Object.entries(properties as Readonly<Record<string, JsonObject>>).flatMap(
      ([name, property]): [string, Json][] => {
        const isLeftOut = !needed.includes(name) && (fuel <= 0 || this.#below(2) === 0);
        return isLeftOut ? [] : [[name, this.sample(property, fuel - 1)]];
      },
    );
    return Object.fromEntries(members);
  }

  #sampleText(format: Json | undefined): string {
    if (format === undefined) return this.#pick(texts);
    const date = new Date(this.#below(4_000_000) * 1_000_000).toISOString();
    if (format === "date") return date.slice(0, 10);
    if (format === "date-time") return date;
    throw new Error(`no text of the format ${JSON.stringify(format)}`);
  }

  #targetOf(ref: string): JsonObject {
    if (ref === "#") return this.#root;
    const name = /^#\/\$defs\/([\w.-]+)$/.exec(ref)?.[1] ?? "";
    const target = (this.#root["$defs"] as Readonly<Record<string, JsonObject>> | undefined)?.[
      name
    ];
    if (target === undefined) throw new Error(`${ref} leads nowhere`);
    return target;
  }

  #pick<Value>(values: readonly Value[]): Value {
    const value = values[this.#below(values.length)];
    if (value === undefined) throw new Error("there is nothing to choose from");
    return value;
  }

  /** Mulberry32. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}
