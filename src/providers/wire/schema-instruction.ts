import type { JsonObject } from "../../internal/json.js";

/** Tells a model in words what a strict mode would have enforced. */
export function toSchemaInstruction(schema: JsonObject): string {
  return [
    "Answer with one JSON value that satisfies this JSON Schema, and with nothing else: no prose, no code fence.",
    JSON.stringify(schema),
  ].join("\n");
}
