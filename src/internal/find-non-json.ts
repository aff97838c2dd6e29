import { isPlainObject } from "./is-plain-object.js";

/** Deeper than any written JSON, and too deep for the functions that read it. */
const deepest = 1_000;

/**
 * The place of the first value that JSON does not have, or that contains itself; `undefined` for valid
 * JSON, and an empty place if reading throws.
 */
export function findNonJson(value: unknown): readonly (string | number)[] | undefined {
  try {
    return find(value, [], new Set());
  } catch {
    // A getter or a proxy that throws.
    return [];
  }
}

function find(
  value: unknown,
  path: readonly (string | number)[],
  open: Set<unknown>,
): readonly (string | number)[] | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || open.has(value) || open.size > deepest) return path;
  if (!Array.isArray(value) && !isPlainObject(value)) return path;
  open.add(value);
  const members = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : Object.entries(value);
  for (const [key, member] of members) {
    // As in JSON.stringify, an `undefined` member does not count.
    if (member === undefined && typeof key === "string") continue;
    const fault = find(member, [...path, key], open);
    if (fault !== undefined) return fault;
  }
  open.delete(value);
  return undefined;
}
