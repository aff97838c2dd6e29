import { isPlainObject } from "../../internal/is-plain-object.js";

/** Something that JSON can say, with the texts that occur in it by their number. */
export interface Packed {
  readonly texts: readonly string[];
  readonly value: unknown;
}

/** Marks of what JSON has no form for. No key of an author's begins so, or it is not packed. */
const marks = { map: "\0map", set: "\0set", text: "\0text" } as const;

/** A value holds something that is more than data: a schema, a class, a date. */
export class NotPlainError extends Error {
  override readonly name = "NotPlainError";
}

/**
 * Makes plain data JSON: objects, arrays, maps, sets, primitives. A long text is kept once, because
 * every span holds all of its file's. Members that are undefined are left out.
 *
 * @throws {NotPlainError} for anything else in it
 */
export function pack(value: unknown): Packed {
  const texts = new Map<string, number>();
  return { value: toJson(value, texts), texts: [...texts.keys()] };
}

/**
 * Makes of JSON what it was packed from.
 *
 * @throws {Error} for what {@link pack} has not made
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
