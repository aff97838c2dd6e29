import fc from "fast-check";
import { expect, test } from "vitest";
import { toWellFormed, toWellFormedJson } from "../../src/internal/well-formed.js";

/** Text with halves of characters, escapes, and what looks like one. */
const text = fc.string({
  unit: fc.constantFrom("a", "\\", "u", "d83d", "\\ud83d", "\ud83d", "\ude00", "😀", '"', "\n"),
});

test("JSON of any value has no half of a character, and is else the same", () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const keys = Object.keys(value).map((key) => key.toWellFormed());
      // Two keys that differ in halves alone are one in an object, and two in its text.
      fc.pre(new Set(keys).size === keys.length);
      const json = toWellFormedJson(JSON.stringify(value));
      expect(json).toBe(JSON.stringify(toWellFormed(value)));
      expect(json.isWellFormed()).toBe(true);
    }),
  );
});

test("a character whose halves are escaped stays as it is written", () => {
  const json = String.raw`{"a":"\ud83d\ude00 \uD83D\uDE00 \ud83d \uDE00 \\ud83d"}`;
  expect(toWellFormedJson(json)).toBe(
    String.raw`{"a":"\ud83d\ude00 \uD83D\uDE00 ` + "\ufffd \ufffd " + String.raw`\\ud83d"}`,
  );
});
