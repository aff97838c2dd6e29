import type { Json } from "./json.js";

/**
 * A copy of a value as JSON has it, as `JSON.stringify` would write it: a `Date` is its ISO 8601 text, what is
 * `undefined` is left out of objects, and a number that JSON does not have is `null`. A `bigint`, which
 * `JSON.stringify` refuses, is its digits. Texts are not copied.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object") return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  const copy: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    // A key `__proto__` is a key like any other.
    Object.defineProperty(copy, key, {
      value: toJson(part),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
