import type { Json } from "../../internal/json.js";
import { templatePattern } from "../../manifest/template-pattern.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { parseJson } from "../../internal/parse-json.js";

/**
 * Reads the text of an option as a value of its param's type; `undefined` if it is not one. Structures are
 * JSON. In a union the most specific member counts: literals, then `null`, booleans and numbers, then
 * structures, then text. Checks only the outer shape of a structure; the agent's own validator checks the
 * rest.
 */
export function readValue(text: string, type: TypeNode): Json | undefined {
  switch (type.kind) {
    case "string":
      return text;
    case "number":
      return readNumber(text);
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "null":
      return text === "null" ? null : undefined;
    case "literal":
      return text === String(type.value) ? type.value : undefined;
    case "unknown":
    case "ref":
      return parseJson(text) ?? text;
    case "recursive":
      return readValue(text, type.type);
    case "date":
    case "template":
      return hasShape(text, type) ? text : undefined;
    case "union":
      return readUnion(text, type.members);
    case "array":
    case "tuple": {
      const value = parseJson(text);
      return Array.isArray(value) ? value : undefined;
    }
    case "object":
    case "record": {
      const value = parseJson(text);
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
    }
  }
}

/**
 * Reads an array from one option or several: a single JSON array of valid elements is the whole array;
 * otherwise each option is an element.
 *
 * @returns the array, or the first text that is not a valid element
 */
export function readArray(
  texts: readonly string[],
  element: TypeNode,
): { readonly value: readonly Json[] } | { readonly wrong: string } {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) {
    const whole = parseJson(only);
    if (Array.isArray(whole) && whole.every((item) => hasShape(item, element))) {
      return { value: whole };
    }
  }
  const value: Json[] = [];
  for (const text of texts) {
    const item = readValue(text, element);
    if (item === undefined) return { wrong: text };
    value.push(item);
  }
  return { value };
}

/** Specific kinds first, so that `"5"` is a number in `string | number`. */
const precedence: Record<TypeNode["kind"], number> = {
  literal: 0,
  date: 0,
  template: 0,
  null: 1,
  boolean: 2,
  number: 3,
  tuple: 4,
  array: 4,
  object: 4,
  record: 4,
  union: 5,
  recursive: 5,
  ref: 6,
  unknown: 6,
  string: 7,
};

function readUnion(text: string, members: readonly TypeNode[]): Json | undefined {
  const ordered = members.toSorted((a, b) => precedence[a.kind] - precedence[b.kind]);
  for (const member of ordered) {
    const value = readValue(text, member);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readNumber(text: string): number | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function hasShape(value: Json, type: TypeNode): boolean {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === type.kind;
    case "null":
      return value === null;
    case "unknown":
    case "ref":
      return true;
    case "recursive":
      return hasShape(value, type.type);
    case "literal":
      return value === type.value;
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value);
    case "template":
      return typeof value === "string" && new RegExp(templatePattern(type), "u").test(value);
    case "union":
      return type.members.some((member) => hasShape(value, member));
    case "array":
    case "tuple":
      return Array.isArray(value);
    case "object":
    case "record":
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}
