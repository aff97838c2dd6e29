import type { JsonObject } from "../../internal/json.js";

/**
 * The schemas that a model gets where a schema converts its input (`z.coerce`), by the resulting type: the
 * text that represents it in JSON.
 */
export const coerced: Readonly<Record<string, JsonObject>> = {
  date: { type: "string", format: "date-time" },
  bigint: { type: "string", pattern: "^-?\\d+$" },
};
