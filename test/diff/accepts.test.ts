import { expect, test } from "vitest";
import type { JsonObject } from "../../src/internal/json.js";
import { accepts } from "../../src/diff/accepts.js";
import { shapeOfSchema } from "../../src/diff/shape-of-schema.js";

/** An object whose `part` is one definition, in one of several forms. */
function shapeOf(part: string, ...forms: readonly JsonObject[]) {
  return shapeOfSchema({
    anyOf: forms.map((form) => ({
      type: "object",
      properties: { part: { $ref: "#/$defs/Part" }, ...form },
      required: ["part", ...Object.keys(form)],
    })),
    $defs: { Part: { type: "object", properties: { a: { type: part } }, required: ["a"] } },
  });
}

const size: JsonObject = { size: { type: "number" } };
const name: JsonObject = { name: { type: "string" } };

test("what is not accepted in one alternative is not in the next one either", () => {
  const source = shapeOf("number", { ...size, ...name });
  expect(accepts(shapeOf("number", size, { ...size, ...name }), source)).toBe(true);
  expect(accepts(shapeOf("string", size, { ...size, ...name }), source)).toBe(false);
});
