import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/internal/json.js";
import { embedSchema } from "../../src/schema/embed-schema.js";

test("what a schema refers to moves to the definitions of the other, whatever it is called", () => {
  const definitions = new Map<string, Json>([["schema0", { type: "null" }]]);
  const part = { $ref: "#/$defs/a~1b~0c" };
  const embedded = embedSchema(
    {
      type: "object",
      properties: { a: part, b: part, self: { $ref: "#" } },
      $defs: { "a/b~c": { type: "string" } },
    },
    definitions,
  );
  expect(embedded).toEqual({
    type: "object",
    properties: {
      a: { $ref: "#/$defs/schema1" },
      b: { $ref: "#/$defs/schema1" },
      self: { $ref: "#/$defs/schema2" },
    },
  });
  expect(definitions.get("schema1")).toEqual({ type: "string" });
  expect((definitions.get("schema2") as JsonObject)["properties"]).toEqual(embedded["properties"]);
});
