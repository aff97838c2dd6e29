import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createPartialJsonParser,
  maxDepth,
} from "../../../src/internal/partial-json/partial-json-parser.js";
import { cut, jsonText } from "./json-text.js";

/** The value after each piece, as it was then. */
function valuesAfter(pieces: readonly string[]): unknown[] {
  const parser = createPartialJsonParser();
  return pieces.map((piece) => {
    parser.write(piece);
    return parser.value;
  });
}

function parse(text: string) {
  const parser = createPartialJsonParser();
  parser.write(text);
  parser.end();
  return parser;
}

/** Whether a later value is what an earlier one may grow to. */
function grows(earlier: unknown, later: unknown): boolean {
  if (earlier === undefined) return true;
  if (typeof earlier === "string") return typeof later === "string" && later.startsWith(earlier);
  if (typeof earlier !== "object" || earlier === null) return Object.is(earlier, later);
  if (typeof later !== "object" || later === null) return false;
  if (Array.isArray(earlier) !== Array.isArray(later)) return false;
  return Object.entries(earlier).every(
    ([key, held]) =>
      Object.hasOwn(later, key) && grows(held, (later as Record<string, unknown>)[key]),
  );
}

/** Freezes a value with everything in it; a parser that changed it would throw. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

describe("the value of a text in pieces", () => {
  test("grows with strings, and has numbers and words when they are complete", () => {
    expect(
      valuesAfter(['{"ti', 'tle":', '"St', 'ory","n":1', "2", ',"ok":tr', 'ue,"tags":["a"', "]}"]),
    ).toEqual([
      {},
      {},
      { title: "St" },
      { title: "Story" },
      { title: "Story" },
      { title: "Story", n: 12 },
      { title: "Story", n: 12, ok: true, tags: ["a"] },
      { title: "Story", n: 12, ok: true, tags: ["a"] },
    ]);
  });

  test("is undefined before anything", () => {
    expect(valuesAfter(["", " \n", "t"])).toEqual([undefined, undefined, undefined]);
  });

  test("shows a key when its value begins", () => {
    expect(valuesAfter(['{"a', '"', " : ", '"', '","b":', "["])).toEqual([
      {},
      {},
      {},
      { a: "" },
      { a: "" },
      { a: "", b: [] },
    ]);
  });

  test("holds back half of an escape and half of a character", () => {
    expect(valuesAfter(['"a\\', "nb\\u00", 'e9"'])).toEqual(["a", "a\nb", "a\nbé"]);
    expect(valuesAfter(['"😀'.slice(0, 2), '😀"'.slice(1)])).toEqual(["", "😀"]);
    expect(valuesAfter(['"\\ud83d', '\\ude00"'])).toEqual(["", "😀"]);
    expect(valuesAfter(['"\\ud83d', 'x"'])).toEqual(["", "\ud83dx"]);
    expect(valuesAfter(['"\\ud83d', '"'])).toEqual(["", "\ud83d"]);
  });

  test("has a number that is the whole text when the text ends", () => {
    const parser = createPartialJsonParser();
    parser.write("-12.5e");
    parser.write("1");
    expect(parser.value).toBeUndefined();
    expect(parser.complete).toBe(false);
    parser.end();
    expect(parser.value).toBe(-125);
    expect(parser.complete).toBe(true);
  });

  test("is the same object until something has changed", () => {
    const [first, second, third, fourth] = valuesAfter([
      '{"a":{"b":[1,',
      " 2",
      '3],"c',
      '":null}}  ',
    ]);
    expect(second).toBe(first);
    expect(third).not.toBe(second);
    expect(fourth).not.toBe(third);
    const [open, closed, longer] = valuesAfter(['[{"a":"b"', "}", ",1"]) as unknown[][];
    expect(closed).toBe(open);
    expect(longer).toBe(open);
    const [begun, grown] = valuesAfter(['[{"a":"b"', "},1]"]) as unknown[][];
    expect(grown).toEqual([{ a: "b" }, 1]);
    expect(grown?.[0]).toBe(begun?.[0]);
  });

  test("shares what did not change", () => {
    const [first, second] = valuesAfter(['{"a":[{"b":1}],"c":"d', 'e"']) as [
      { a: unknown },
      { a: unknown },
    ];
    expect(second).not.toBe(first);
    expect(second.a).toBe(first.a);
  });

  test("keeps __proto__ a property and every prototype as it was", () => {
    for (const text of [
      '{"__proto__":{"x":1}}',
      '{"a":{"__proto__":"str',
      '{"\\u005f_proto__":[1,[2,',
    ]) {
      for (const value of valuesAfter([...text])) {
        if (typeof value !== "object" || value === null) continue;
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      }
    }
    const { value } = parse('{"__proto__":{"x":1}}');
    expect(Object.hasOwn(value as object, "__proto__")).toBe(true);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1}}');
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("takes the last value of a key that comes twice, in the first one's place", () => {
    expect(valuesAfter(['{"a":{"x":1},"b":2', ',"a":"n', 'ew"}'])).toEqual([
      { a: { x: 1 } },
      { a: "n", b: 2 },
      { a: "new", b: 2 },
    ]);
    expect(JSON.stringify(parse('{"a":1,"b":2,"a":3}').value)).toBe('{"a":3,"b":2}');
  });

  test("is right for objects of any number of keys, looked at after each piece", () => {
    for (const count of [14, 15, 16, 17, 30, 99, 100, 101, 300]) {
      const whole = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          index === 7 ? "__proto__x" : `k${index}`,
          { index },
        ]),
      );
      const text = JSON.stringify({ ...whole, last: `${"x".repeat(400)}` });
      const parser = createPartialJsonParser();
      let before: unknown;
      for (const piece of text.match(/.{1,5}/g) ?? []) {
        parser.write(piece);
        const { value } = parser;
        freeze(value);
        expect(grows(before, value)).toBe(true);
        before = value;
      }
      expect(JSON.stringify(parser.value)).toBe(text);
    }
  });
});

describe("a valid text", () => {
  test("gives what JSON.parse gives, however it is split", () => {
    fc.assert(
      fc.property(
        jsonText({ duplicateKeys: true }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (text, places) => {
          const parser = createPartialJsonParser();
          for (const piece of cut(text, places)) {
            parser.write(piece);
            freeze(parser.value);
          }
          parser.end();
          expect(parser.failedAt).toBeUndefined();
          expect(parser.complete).toBe(true);
          // Not toStrictEqual: it takes a key named "constructor" for the class of an object.
          expect(isDeepStrictEqual(parser.value, JSON.parse(text))).toBe(true);
          // Deep equality does not look at the order of keys.
          expect(JSON.stringify(parser.value)).toBe(JSON.stringify(JSON.parse(text)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("only ever grows, and no earlier value changes", () => {
    fc.assert(
      fc.property(jsonText({ duplicateKeys: false }), (text) => {
        const parser = createPartialJsonParser();
        const seen: { value: unknown; written: string | undefined }[] = [];
        const look = () => {
          const { value } = parser;
          if (value === seen.at(-1)?.value) return;
          freeze(value);
          seen.push({ value, written: JSON.stringify(value) });
        };
        for (const unit of text.split("")) {
          parser.write(unit);
          look();
        }
        parser.end();
        look();
        const shrunk = seen.filter(
          ({ value }, index) => !grows(value, seen[index + 1]?.value ?? value),
        );
        expect(shrunk).toEqual([]);
        const changed = seen.filter(({ value, written }) => JSON.stringify(value) !== written);
        expect(changed).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("cut short is not complete, and keeps what it had", () => {
    fc.assert(
      fc.property(jsonText({ duplicateKeys: false }), fc.nat(), (text, place) => {
        const trimmed = text.trim();
        const prefix = trimmed.slice(0, place % trimmed.length);
        const parser = parse(prefix);
        // A prefix of a number may be a number: "12" of "123".
        if (/^-?\d/.test(trimmed)) return;
        expect(parser.complete).toBe(false);
        expect(parser.failedAt).toBe(prefix.length);
        expect(grows(parser.value, JSON.parse(text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a text that is no JSON", () => {
  test.for<[string, number, unknown]>([
    ["", 0, undefined],
    ["  ", 2, undefined],
    ["x", 0, undefined],
    ["nulL", 3, undefined],
    ["01", 1, 0],
    ["-", 1, undefined],
    ["-a", 1, undefined],
    ["1.", 2, undefined],
    ["1.e5", 2, undefined],
    ["1e+", 3, undefined],
    ["+1", 0, undefined],
    [".5", 0, undefined],
    ["1 2", 2, 1],
    ["[1,]", 3, [1]],
    ["[,1]", 1, []],
    ["[1 2]", 3, [1]],
    ["[1}", 2, [1]],
    ["[1", 2, []],
    ['{"a":1,}', 7, { a: 1 }],
    ['{"a" 1}', 5, {}],
    ['{"a":}', 5, {}],
    ["{a:1}", 1, {}],
    ['{"a":1]', 6, { a: 1 }],
    ['{"a":1}}', 7, { a: 1 }],
    ['["a\\x"]', 4, ["a"]],
    ['["a\\u00g0"]', 7, ["a"]],
    ['["a\nb"]', 3, ["a"]],
    ['{"a":"b', 7, { a: "b" }],
    ["\ufeff1", 0, undefined],
    ["[1\u00a0]", 2, [1]],
    ["'a'", 0, undefined],
  ])("stops where it is none, and keeps what came before: %j", ([text, failedAt, value]) => {
    for (const pieces of [[text], text.split("")]) {
      const parser = createPartialJsonParser();
      for (const piece of pieces) parser.write(piece);
      parser.end();
      expect(parser).toMatchObject({ failedAt, complete: false });
      expect(parser.value).toEqual(value);
    }
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("is not read any further", () => {
    const parser = createPartialJsonParser();
    parser.write("[1, x");
    parser.write(", 2]");
    parser.end();
    expect(parser.failedAt).toBe(4);
    expect(parser.value).toEqual([1]);
  });

  test("is one that goes on after the value", () => {
    const parser = createPartialJsonParser();
    parser.write("[1]");
    expect(parser.complete).toBe(true);
    parser.write(" \n");
    expect(parser.complete).toBe(true);
    parser.write("[");
    expect(parser.complete).toBe(false);
    expect(parser.failedAt).toBe(5);
  });

  test("is nothing that was written after the end", () => {
    const parser = parse("[1]");
    parser.write("x");
    expect(parser).toMatchObject({ complete: true, failedAt: undefined });
  });

  test("never throws, and is refused if and only if JSON.parse refuses it", () => {
    const garbage = fc
      .oneof(
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u0019.-+eEtrufalsn \n\u0000\ud83d') }),
        fc
          .tuple(jsonText({ duplicateKeys: true }), fc.nat(), fc.constantFrom(...'{}[]:,"\\ 0'))
          .map(([text, place, extra]) => {
            const at = place % text.length;
            return text.slice(0, at) + extra + text.slice(at);
          }),
      )
      // See the keys of json-text.ts.
      .filter((text) => !text.includes("\\\\"));
    fc.assert(
      fc.property(garbage, (text) => {
        const parser = createPartialJsonParser();
        for (const unit of text.split("")) {
          parser.write(unit);
          freeze(parser.value);
        }
        parser.end();
        let expected: { value: unknown } | undefined;
        try {
          expected = { value: JSON.parse(text) };
        } catch {
          expected = undefined;
        }
        expect(parser.complete).toBe(expected !== undefined);
        expect(parser.failedAt === undefined).toBe(expected !== undefined);
        if (expected !== undefined) {
          expect(isDeepStrictEqual(parser.value, expected.value)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("is one that is nested too deep, without a stack that overflows", () => {
    expect(parse("[".repeat(maxDepth) + "]".repeat(maxDepth)).complete).toBe(true);
    const parser = parse("[".repeat(1_000_000));
    expect(parser.failedAt).toBe(maxDepth);
    expect(parser.complete).toBe(false);
  });
});

describe("a long text that is looked at after every few characters", () => {
  const rows = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, id) => ({ id, name: `row ${id}` })));

  /** Elements of arrays that were copied, over all values that are not the same as the last. */
  function countCopies(text: string): { values: number; copied: number; largestLag: number } {
    const parser = createPartialJsonParser();
    let last: unknown;
    let [values, copied, lag, largestLag] = [0, 0, 0, 0];
    for (const piece of text.match(/.{1,4}/g) ?? []) {
      parser.write(piece);
      const value = parser.value as unknown[];
      lag = value === last ? lag + piece.length : 0;
      largestLag = Math.max(largestLag, lag);
      if (value !== last) {
        values += 1;
        copied += value.length;
      }
      last = value;
    }
    return { values, copied, largestLag };
  }

  test("copies no more than in proportion to its length", () => {
    for (const count of [1_000, 4_000, 16_000]) {
      const text = rows(count);
      expect(countCopies(text).copied).toBeLessThan(text.length * 400);
    }
  });

  test("is current after each of them in an array of 2,000 objects, and lags little in a longer one", () => {
    const shown = rows(2_000);
    const places = Math.ceil(shown.length / 4);
    // Digits of an incomplete number, keys and punctuation change nothing.
    expect(countCopies(shown).values).toBeGreaterThan(places * 0.3);
    expect(countCopies(shown).largestLag).toBeLessThan(24);
    expect(countCopies(rows(8_000)).largestLag).toBeLessThan(64);
  });
});
