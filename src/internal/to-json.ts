import type { Json } from "./json.js";

/**
 * A copy of a value as JSON, equal to what `JSON.stringify` writes: a `Date` becomes its ISO 8601 text,
 * `undefined` members are left out, and a number that JSON does not have becomes `null`. A `bigint`, which
 * `JSON.stringify` rejects, becomes its digits. Texts are not copied.
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
    // `__proto__` is an ordinary key.
    Object.defineProperty(copy, key, {
      value: toJson(part),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
