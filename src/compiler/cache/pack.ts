import { isPlainObject } from "../../internal/is-plain-object.js";

/** A JSON value in which long texts are replaced by their numbers. */
export interface Packed {
  readonly texts: readonly string[];
  readonly value: unknown;
}

/** Marks for values that JSON cannot express. A value with a key that begins like a mark is not packed. */
const marks = { map: "\0map", set: "\0set", text: "\0text" } as const;

/** A value contains something that is not plain data: a schema, a class, a date. */
export class NotPlainError extends Error {
  override readonly name = "NotPlainError";
}

/**
 * Makes JSON of plain data: objects, arrays, maps, sets, primitives. Each long text is kept once, because
 * every span contains its file's whole text. Undefined members are left out.
 *
 * @throws {NotPlainError} if the value contains anything else
 */
export function pack(value: unknown): Packed {
  const texts = new Map<string, number>();
  return { value: toJson(value, texts), texts: [...texts.keys()] };
}

/**
 * The inverse of {@link pack}.
 *
 * @throws {Error} if the JSON does not come from {@link pack}
 */
export function unpack({ value, texts }: Packed): unknown {
  return fromJson(value, texts);
}

const long = 100;

function toJson(value: unknown, texts: Map<string, number>): unknown {
  if (typeof value === "string") {
    if (value.length < long) return value;
    const index = texts.get(value) ?? texts.size;
    texts.set(value, index);
    return { [marks.text]: index };
  }
  if (value === null || typeof value === "boolean" || isJsonNumber(value)) return value;
  if (Array.isArray(value)) return value.map((member) => toJson(member, texts));
  if (value instanceof Map) return { [marks.map]: toJson([...value], texts) };
  if (value instanceof Set) return { [marks.set]: toJson([...value], texts) };
  if (typeof value !== "object" || !isPlainObject(value)) {
    throw new NotPlainError(`A value of type ${typeof value} is more than data.`);
  }
  const entries: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    if (key.startsWith("\0")) throw new NotPlainError("A key begins with a mark.");
    if (member !== undefined) entries.push([key, toJson(member, texts)]);
  }
  return Object.fromEntries(entries);
}

function fromJson(value: unknown, texts: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => fromJson(member, texts));
  const entries = Object.entries(value) as [string, unknown][];
  const [key, member] = entries[0] ?? [];
  if (key === marks.text) {
    const text = texts[Number(member)];
    if (typeof text !== "string") throw new NotPlainError("A text is missing.");
    return text;
  }
  if (key === marks.map) return new Map(fromJson(member, texts) as [unknown, unknown][]);
  if (key === marks.set) return new Set(fromJson(member, texts) as unknown[]);
  return Object.fromEntries(entries.map(([name, part]) => [name, fromJson(part, texts)]));
}

function isJsonNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0);
}
