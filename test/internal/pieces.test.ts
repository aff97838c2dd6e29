import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPieceSplitter, type PieceOf } from "../../src/internal/pieces.js";

/** The pieces of a text that comes in these parts, and what is left at its end. */
function split(by: PieceOf, ...parts: readonly string[]): readonly string[] {
  const splitter = createPieceSplitter(by);
  return [...parts.flatMap((part) => splitter.write(part)), ...splitter.end()];
}

test.each<[string, PieceOf, string, readonly string[]]>([
  ["words", "word", "Hello, new world!", ["Hello, ", "new ", "world!"]],
  ["words after white space", "word", "\n  a b", ["\n  a ", "b"]],
  ["words of a text without spaces", "word", "我爱北京", ["我", "爱", "北京"]],
  ["words with an apostrophe", "word", "I can't 3.5", ["I ", "can't ", "3.5"]],
  ["a text without words", "word", "… !", ["… !"]],
  ["nothing", "word", "", []],
  ["lines", "line", "a\r\n\nb", ["a\r\n", "\n", "b"]],
  ["lines that end", "line", "a\n", ["a\n"]],
  ["matches", /[.!] ?/, "One. Two! Three", ["One. ", "Two! ", "Three"]],
  ["matches of a pattern that remembers", /, /gy, "a, b, c", ["a, ", "b, ", "c"]],
])("%s", (_, by, text, pieces) => {
  expect(split(by, text)).toEqual(pieces);
});

test("a word is complete with the white space behind it, and else with the next word", () => {
  const splitter = createPieceSplitter("word");
  expect(splitter.write("one")).toEqual([]);
  expect(splitter.write(" ")).toEqual(["one "]);
  expect(splitter.write("two,")).toEqual([]);
  expect(splitter.write("three")).toEqual(["two,"]);
});

describe("whatever comes, in whatever parts", () => {
  const parts = fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: 20 });
  const prose = fc.array(fc.constantFrom("a", "Ab", " ", "\n", ".", "我爱", "\ud83d", "\ude00"), {
    maxLength: 60,
  });

  test.each<PieceOf>(["word", "line", /\s/, /./su])("%s: pieces are the text to the byte", (by) => {
    fc.assert(
      fc.property(fc.oneof(parts, prose), (texts) => {
        const pieces = split(by, ...texts);
        expect(pieces.join("")).toBe(texts.join(""));
        expect(pieces).not.toContain("");
      }),
    );
  });

  test("lines are the same, however they come", () => {
    fc.assert(
      fc.property(prose, (texts) => {
        expect(split("line", ...texts)).toEqual(split("line", texts.join("")));
      }),
    );
  });
});

test("a text without an end of a piece is cut in linear time", () => {
  for (const by of ["word", "line", /\n/] as const) {
    const splitter = createPieceSplitter(by);
    let given = 0;
    for (let n = 0; n < 200_000; n += 1) given += splitter.write("a").length;
    expect(given).toBe(0);
    expect(splitter.end()).toEqual(["a".repeat(200_000)]);
  }
});
