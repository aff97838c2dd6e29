import type { Json } from "./json.js";

/** Freezes JSON with everything in it, and returns it. */
export function freezeDeep(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) freezeDeep(member as Json);
  return Object.freeze(value);
}
