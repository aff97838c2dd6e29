import * as fc from "fast-check";

/** JSON texts as nobody writes them: any white space, any escapes, any form of a number. */
export interface JsonTexts {
  readonly duplicateKeys: boolean;
}

const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\r", "\t"), maxLength: 2 });
const number = fc.stringMatching(/^-?(0|[1-9]\d{0,5})(\.\d{1,4})?([eE][+-]?\d{1,2})?$/);
const word = fc.constantFrom("true", "false", "null");

const shortEscapes = ["\\n", "\\t", "\\r", "\\b", "\\f", '\\"', "\\\\", "\\/"] as const;
const unit = fc.oneof(
  fc.constantFrom(..."abc{}[]:,-0 é中\u2028\u007f"),
  fc.constantFrom("😀", "\u{1f469}\u200d\u{1f680}", "\ud83d", "\ude00"),
  fc.constantFrom(...shortEscapes, "\\ud83d\\uDE00", "\\uD83D", "\\uDE00", "\\u0041", "\\u0000"),
);
const text = fc.string({ unit, maxLength: 12 }).map((inside) => `"${inside}"`);
const key = fc.oneof(
  // V8 13.6 takes the key "\\n" for "\\\\" where an object of the same shape has had that one, so there is none.
  text.filter((written) => !written.includes("\\\\")),
  fc.constantFrom('"a"', '"b"', '"__proto__"', '"\\u005f_proto__"', '"constructor"', '"1"', '""'),
);

/** Texts that are valid JSON. Without `duplicateKeys` no object has a key twice, however it is written. */
export function jsonText({ duplicateKeys }: JsonTexts): fc.Arbitrary<string> {
  const { value } = fc.letrec<{ value: string }>((tie) => {
    const spaced = fc.tuple(space, tie("value"), space).map((parts) => parts.join(""));
    const member = fc.tuple(space, key, space, spaced);
    const members = duplicateKeys
      ? fc.array(member, { maxLength: 5 })
      : fc.uniqueArray(member, {
          maxLength: 5,
          selector: ([, name]) => JSON.parse(name) as string,
        });
    return {
      value: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        fc.oneof(number, word, text),
        fc
          .tuple(space, fc.array(spaced, { maxLength: 5 }))
          .map(([empty, elements]) =>
            elements.length === 0 ? `[${empty}]` : `[${elements.join(",")}]`,
          ),
        fc.tuple(space, members).map(([empty, list]) => {
          const written = list.map(
            ([before, name, after, held]) => `${before}${name}${after}:${held}`,
          );
          return list.length === 0 ? `{${empty}}` : `{${written.join(",")}}`;
        }),
      ),
    };
  });
  return fc.tuple(space, value, space).map((parts) => parts.join(""));
}

/** Cuts a text at the given places, between any two UTF-16 units. */
export function cut(whole: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
  return [...sorted, whole.length].map((place, index) =>
    whole.slice(sorted[index - 1] ?? 0, place),
  );
}
