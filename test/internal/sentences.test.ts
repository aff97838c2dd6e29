import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSentenceSplitter } from "../../src/internal/sentences.js";

/** Pieces of text that the rules of sentences care for. */
const fragments = [
  ..."aZé1٣中ひ ;:,-\"'()[].?!…。？।\n\r\t\u00a0\u0085\u2028\u0301\u00ad\u{1f600}\u{11047}\ud83d\ude00",
  "Hello",
  "world. ",
  "Dr. ",
  "e.g. ",
  "3.14",
  "\r\n",
  "U.S.A. ",
];
/** The few that decide most often, so that every short sequence of them comes up. */
const deciding = ["a", "B", "1", ". ", ".", "! ", ", ", " ", "\n"];
const prose = fc
  .oneof(
    fc.array(fc.constantFrom(...fragments), { maxLength: 60 }),
    fc.array(fc.constantFrom(...deciding), { maxLength: 12 }),
  )
  .map((parts) => parts.join(""));

function sentencesOf(pieces: readonly string[], locale?: string): string[] {
  const splitter = createSentenceSplitter(locale);
  return [...pieces.flatMap((piece) => splitter.write(piece)), ...splitter.end()];
}

function segment(text: string, locale = "en"): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: "sentence" });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Cuts a text at the given places, between any two UTF-16 units. */
function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...sorted, text.length].map((place, index) => text.slice(sorted[index - 1] ?? 0, place));
}

describe("a sentence splitter", () => {
  test("gives a sentence as soon as the next one has begun", () => {
    const splitter = createSentenceSplitter("en");
    expect(splitter.write("The sea was calm")).toEqual([]);
    expect(splitter.write(". ")).toEqual([]);
    expect(splitter.write("T")).toEqual(["The sea was calm. "]);
    expect(splitter.write("he sky")).toEqual([]);
    expect(splitter.end()).toEqual(["The sky"]);
  });

  test("gives several sentences of one piece at once", () => {
    const splitter = createSentenceSplitter("en");
    expect(splitter.write("One. Two! Three? Four")).toEqual(["One. ", "Two! ", "Three? "]);
    expect(splitter.end()).toEqual(["Four"]);
  });

  test("takes a point within a number, an abbreviation and before a small letter for no end", () => {
    expect(sentencesOf([..."It costs 3.50 e.g. in the U.S.A. today. Fine."], "en")).toEqual([
      "It costs 3.50 e.g. in the U.S.A. today. ",
      "Fine.",
    ]);
  });

  test("waits with a sentence that a later small letter may continue", () => {
    const splitter = createSentenceSplitter("en");
    expect(splitter.write("See no. 12 34 ")).toEqual([]);
    expect(splitter.write("of the list. Then")).toEqual(["See no. 12 34 of the list. "]);
  });

  test("gives the last of several sentences as soon as the next one has begun", () => {
    const splitter = createSentenceSplitter("en");
    expect(splitter.write("One. Two. ")).toEqual(["One. "]);
    expect(splitter.write("T")).toEqual(["Two. "]);
  });

  test("knows a terminator that was cut in half", () => {
    const splitter = createSentenceSplitter("en");
    const [first = "", second = ""] = "\u{11047}".split("");
    expect([`One${first}`, `${second} `, "Two"].flatMap((text) => splitter.write(text))).toEqual([
      "One\u{11047} ",
    ]);
  });

  test("ends a sentence at a line break", () => {
    expect(sentencesOf(["Title\r", "\nText"], "en")).toEqual(["Title\r\n", "Text"]);
  });

  test("knows scripts without spaces and the Greek question mark", () => {
    expect(sentencesOf([..."海は静か。空も静か。"], "ja")).toEqual(["海は静か。", "空も静か。"]);
    expect(sentencesOf([..."Τι κάνεις; Καλά."], "el")).toEqual(["Τι κάνεις; ", "Καλά."]);
  });

  test("may be written on after an end, and begins anew", () => {
    const splitter = createSentenceSplitter("en");
    expect(splitter.write("It is 3.")).toEqual([]);
    expect(splitter.end()).toEqual(["It is 3."]);
    expect(splitter.write("4 and more")).toEqual([]);
    expect(splitter.write(". And")).toEqual(["4 and more. "]);
    expect(splitter.end()).toEqual(["And"]);
    expect(splitter.end()).toEqual([]);
  });

  test("gives the first sentence after a long tail at once", () => {
    const splitter = createSentenceSplitter("en");
    const long = "example.com.".repeat(30);
    expect(splitter.write(long)).toEqual([]);
    expect(splitter.end()).toEqual([long]);
    expect(splitter.write("One. Two")).toEqual(["One. "]);
  });

  test("gives nothing for no text", () => {
    expect(sentencesOf(["", ""])).toEqual([]);
  });

  test("gives the same sentences however the text is split", () => {
    fc.assert(
      fc.property(prose, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
        expect(sentencesOf(cut(text, places), "en")).toEqual(segment(text));
      }),
      { numRuns: 500 },
    );
  });

  test("gives the same sentences when the text comes unit by unit", () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(sentencesOf(text.split(""), "en")).toEqual(segment(text));
      }),
      { numRuns: 500 },
    );
  });

  test("keeps every unit of any text", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        expect(sentencesOf(pieces).join("")).toBe(pieces.join(""));
      }),
    );
  });

  test("segments a text that never ends a sentence no more than in proportion to its length", () => {
    const { segment } = Intl.Segmenter.prototype;
    let segmented = 0;
    Intl.Segmenter.prototype.segment = function (text) {
      segmented += text.length;
      return segment.call(this, text);
    };
    try {
      const text = "example.com.".repeat(20_000);
      expect(sentencesOf(text.match(/.{4}/g) ?? [], "en").join("")).toBe(text);
      expect(segmented).toBeLessThan(text.length * 12);
    } finally {
      Intl.Segmenter.prototype.segment = segment;
    }
  });
});
