import type { JsonObject } from "../../internal/json.js";
import {
  findDefinition,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRequired,
} from "../json-schema.js";

/** The size of the grammar that enforces a schema. */
export interface GrammarSize {
  /** Optional properties. */
  readonly optional: number;
  /** Places with one of several types. */
  readonly unions: number;
}

/** Measures a lowered schema. A definition counts each time it is used. */
export function measureGrammar(schema: JsonObject): GrammarSize {
  return new Measuring(schema).measure(schema);
}

const nothing: GrammarSize = { optional: 0, unions: 0 };

class Measuring {
  readonly #root: JsonObject;
  /**
   * Cached, because definitions that use each other twice would be walked an exponential number of times.
   */
  readonly #byRef = new Map<string, GrammarSize>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  measure(schema: JsonObject): GrammarSize {
    const ref = readOwn(schema, "$ref");
    if (typeof ref === "string") return this.#measureRef(ref);
    const alternatives = readAlternatives(schema);
    const isUnion = alternatives.length > 0 || Array.isArray(readOwn(schema, "type"));
    const properties = readProperties(schema);
    const required = readRequired(schema);
    const items = readOwn(schema, "items");
    return sum([
      { optional: 0, unions: isUnion ? 1 : 0 },
      ...alternatives.map((one) => this.measure(one)),
      ...[...properties].map(([name, property]) => {
        const { optional, unions } = this.measure(property);
        return { optional: optional + (required.has(name) ? 0 : 1), unions };
      }),
      isJsonObject(items) ? this.measure(items) : nothing,
    ]);
  }

  #measureRef(ref: string): GrammarSize {
    const known = this.#byRef.get(ref);
    if (known !== undefined) return known;
    // A recursive schema is not enforced; this only ends the recursion.
    this.#byRef.set(ref, nothing);
    const target = findDefinition(this.#root, ref);
    const size = target === undefined ? nothing : this.measure(target);
    this.#byRef.set(ref, size);
    return size;
  }
}

function sum(sizes: readonly GrammarSize[]): GrammarSize {
  return sizes.reduce(
    (total, { optional, unions }) => ({
      optional: total.optional + optional,
      unions: total.unions + unions,
    }),
    nothing,
  );
}
