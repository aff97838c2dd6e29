import type { Json } from "../../internal/json.js";
import { braces, list } from "./layout.js";
import { quote } from "./source-text.js";

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The maximum length of an expression on one line, and of each part of a broken one. */
const width = 240;
const partWidth = 160;

/**
 * A JSON value as a TypeScript expression. A small one is on one line; a large one is broken, so that a
 * change in it shows as a changed line.
 */
export function literalText(value: Json): string {
  const line = lineText(value);
  return line.length <= width ? line : brokenText(value);
}

function lineText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((member: Json) => lineText(member)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalarText(value);
  const entries = Object.entries(value) as [string, Json][];
  if (entries.length === 0) return "{}";
  const texts = entries.map(([key, member]) => `${keyText(key)}: ${lineText(member)}`);
  return `{ ${texts.join(", ")} }`;
}

function brokenText(value: Json): string {
  if (Array.isArray(value)) return list("[", value.map(partText), "]");
  if (typeof value !== "object" || value === null) return scalarText(value);
  const entries = Object.entries(value) as [string, Json][];
  return braces(
    entries.map(([key, member]) => `${keyText(key)}: ${partText(member)}`),
    ",",
  );
}

function partText(value: Json): string {
  const line = lineText(value);
  return line.length <= partWidth ? line : brokenText(value);
}

/** A JSON scalar as a TypeScript expression and as a literal type. */
export function scalarText(value: Json): string {
  return quote(value);
}

/**
 * A key of an object expression. `__proto__` is a computed key, because a plain one would set the
 * prototype.
 */
export function keyText(key: string): string {
  return key === "__proto__" ? `["__proto__"]` : nameText(key);
}

/** A name of a property in a type. */
export function nameText(name: string): string {
  return identifier.test(name) ? name : quote(name);
}
