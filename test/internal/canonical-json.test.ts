import { expect, test } from "vitest";
import { canonicalJson } from "../../src/internal/canonical-json.js";

test("equal values have one text, whatever order they were built in", () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[{"d":1}]}');
});

test("a key named __proto__ is a key", () => {
  const [one, other] = ['{"a":1,"__proto__":{"b":2}}', '{"a":1}'].map((text) =>
    canonicalJson(JSON.parse(text)),
  );
  expect(one).toBe('{"__proto__":{"b":2},"a":1}');
  expect(other).toBe('{"a":1}');
});
