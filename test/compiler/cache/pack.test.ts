import { expect, test } from "vitest";
import { NotPlainError, pack, unpack } from "../../../src/compiler/cache/pack.js";

const long = "x".repeat(100);

/** What comes back after a trip through JSON. */
const again = (value: unknown) =>
  unpack(JSON.parse(JSON.stringify(pack(value))) as ReturnType<typeof pack>);

test("what is packed comes back as it was, but for properties without a value", () => {
  const value = {
    map: new Map<unknown, unknown>([["a", new Set([1, "b"])]]),
    list: [null, true, -1.5, "", long],
    nested: { text: long, other: `${long}y` },
  };
  expect(again(value)).toStrictEqual(value);
  expect(again({ a: 1, gone: undefined })).toStrictEqual({ a: 1 });
});

test("a long text is packed once, however often it is there", () => {
  const { texts } = pack([long, `${long}y`, { again: long }]);
  expect(texts).toEqual([long, `${long}y`]);
});

test.each<[string, unknown]>([
  ["minus zero, which JSON has as zero", [-0]],
  ["not a number", Number.NaN],
  ["an infinite number", { a: Number.POSITIVE_INFINITY }],
  ["a date", new Date(0)],
  ["a function", [() => 1]],
  ["a symbol", Symbol("a")],
  ["a bigint", 1n],
  ["a key that reads like a mark", { "\0map": [] }],
])("%s is refused", (_, value) => {
  expect(() => pack(value)).toThrow(NotPlainError);
});

test("a text that is missing is noticed", () => {
  expect(() => unpack({ ...pack(long), texts: [] })).toThrow(NotPlainError);
});
