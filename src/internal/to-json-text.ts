import { isNestedTooDeep } from "./is-nested-too-deep.js";
import type { Json } from "./json.js";
import { maxDepth } from "./partial-json/partial-json-parser.js";

/**
 * The JSON text of what a tool gave. Where `JSON.stringify` would say `{}` or nothing of a value, or leave
 * it out, or write its internals, there is what it means, or a `TypeError`:
 *
 * - a `Map` whose keys are texts is an object, a `Set` is a list;
 * - what has a `toJSON` is what that gives: a date, a URL;
 * - an instance of a class has its own properties, and is refused when it has none: what it holds is
 *   hidden, as with a `Response` or a promise;
 * - what gives its value later is refused: a stream, an iterator, anything that can be awaited;
 * - functions, symbols, bigints, errors, typed arrays and buffers are refused.
 *
 * @param what - the value, as the message's subject: "The tool ran, but its result"
 */
export function toJsonText(value: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, (_key, held: unknown) => toJsonValue(held));
  } catch (error) {
    // The engine's own message names the properties on the way.
    const held =
      error instanceof NoJsonError
        ? error.message
        : "something that cannot be written as JSON, such as a circular reference";
    throw new TypeError(`${what} contains ${held}.`, { cause: error });
  }
  if (text === undefined) throw new TypeError(`${what} contains nothing that JSON can represent.`);
  if (isNestedTooDeep(text)) {
    throw new TypeError(`${what} contains something nested deeper than ${maxDepth} levels.`);
  }
  return text;
}

/**
 * The same as JSON that is nobody else's: a copy, because what is done to the value afterwards must not change
 * what was said.
 */
export function toOwnJson(value: unknown, what: string): Json {
  return JSON.parse(toJsonText(value, what)) as Json;
}

/** Says what is refused. */
class NoJsonError extends Error {}

/** What `JSON.stringify` is to write for a value whose `toJSON` it has asked already. */
function toJsonValue(value: unknown): unknown {
  const type = typeof value;
  if (type === "function" || type === "bigint" || type === "symbol") return refuse(`a ${type}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (value instanceof Map) return fromMap(value);
  if (value instanceof Set) return [...value];
  return isOpaque(value) ? refuse(describe(value)) : value;
}

function fromMap(map: ReadonlyMap<unknown, unknown>): unknown {
  for (const key of map.keys()) {
    if (typeof key !== "string") refuse("a Map whose keys are not strings");
  }
  return Object.fromEntries(map as ReadonlyMap<string, unknown>);
}

/** Whether what an object holds is not in its properties. */
function isOpaque(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of any realm: what everything else inherits from inherits from nothing.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return false;
  if (isError(value) || ArrayBuffer.isView(value) || isPending(value)) return true;
  // oxlint-disable-next-line unicorn/no-instanceof-builtins -- `JSON.stringify` unwraps these, of this realm.
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return false;
  return Object.values(value).every((held) => held === undefined);
}

/** Whether an object gives what it means only later: its properties are how it does that. */
function isPending(value: object): boolean {
  return ["then", "next", Symbol.asyncIterator].some(
    (key) => typeof Reflect.get(value, key) === "function",
  );
}

/** Whether a value is an error, of any realm. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || tagOf(value) === "Error";
}

function refuse(what: string): never {
  throw new NoJsonError(`${what}, which JSON cannot represent`);
}

/** `"a Response"`, `"an ArrayBuffer"`. */
function describe(value: object): string {
  const tag = isError(value) ? "Error" : tagOf(value);
  const { constructor } = value;
  const own = typeof constructor === "function" ? constructor.name : "";
  const name = (tag === "Object" ? own : tag).slice(0, 50) || "object";
  return `${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`;
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
