import type { JsonObject } from "../../internal/json.js";

/**
 * What a model is asked for where a schema converts what it is given (`z.coerce`), by what it makes:
 * the text that JSON has in its place.
 */
export const coerced: Readonly<Record<string, JsonObject>> = {
  date: { type: "string", format: "date-time" },
  bigint: { type: "string", pattern: "^-?\\d+$" },
};
