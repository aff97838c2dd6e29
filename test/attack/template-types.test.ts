import * as fc from "fast-check";
import { expect, test } from "vitest";
import { templatePattern } from "../../src/manifest/template-pattern.js";
import type { TemplateNode } from "../../src/manifest/type-node.js";

const between = {
  string: String.raw`[\s\S]*`,
  number: String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`,
  bigint: String.raw`-?\d+`,
};

/** What the type says, in the shortest way. */
function plainPattern({ texts, types }: TemplateNode): string {
  const parts = texts.map((text, index) => {
    const type = types[index];
    return text.replaceAll(/[.*]/g, String.raw`\$&`) + (type === undefined ? "" : between[type]);
  });
  return `^${parts.join("")}$`;
}

const letters = fc.constantFrom("a", "b", "-", ".", "*", "1", "2", "e", "\n", "😀");
const textOf = (maxLength: number) =>
  fc.array(letters, { maxLength }).map((characters) => characters.join(""));

const nodes = fc
  .array(fc.tuple(fc.constantFrom("string", "string", "number", "bigint"), textOf(2)), {
    maxLength: 4,
  })
  .chain((holes) =>
    textOf(2).map((first): TemplateNode => ({
      kind: "template",
      texts: [first, ...holes.map(([, text]) => text)],
      types: holes.map(([type]) => type) as TemplateNode["types"],
    })),
  );

/** A text of the type, or nearly one. */
const textsOf = ({ texts, types }: TemplateNode) =>
  fc
    .tuple(fc.array(textOf(3), { minLength: 5, maxLength: 5 }), fc.boolean(), textOf(8))
    .map(([fillings, isNear, other]) =>
      isNear
        ? texts
            .map((text, at) => text + (types[at] === undefined ? "" : (fillings[at] ?? "")))
            .join("")
        : other,
    );

test("the pattern of a template literal type takes the texts of the type, and no others", () => {
  fc.assert(
    fc.property(
      nodes.chain((node) => fc.tuple(fc.constant(node), textsOf(node))),
      ([node, text]) => {
        const pattern = new RegExp(templatePattern(node), "u");
        expect(pattern.test(text)).toBe(new RegExp(plainPattern(node), "u").test(text));
      },
    ),
    { numRuns: 20_000 },
  );
});

test.each([
  [["", "-", "x"], "-"],
  [["", "-", "-", "-", "x"], "-"],
  [["", "ab", "ab", "x"], "ab"],
  [["", "ab", "ab", ""], "ab "],
  [["a", "", "", "", "x"], "a"],
])("%j with any text between is asked of %j without end in linear time", (texts, piece) => {
  const types = texts.slice(1).map(() => "string" as const);
  const pattern = new RegExp(templatePattern({ kind: "template", texts, types }), "u");
  const text = piece.repeat(1_000_000);
  expect([pattern.test(text), pattern.test(`${text}!`)]).toEqual(
    texts.at(-1) === "" ? [true, true] : [false, false],
  );
});

test.each([["number"], ["bigint"]] as const)("so is a %s behind any text", (type) => {
  const node = { kind: "template", texts: ["", "", "x"], types: ["string", type] } as const;
  expect(new RegExp(templatePattern(node), "u").test("1".repeat(1_000_000))).toBe(false);
});

test("a sign that separates texts is found by a pattern that grammars know", () => {
  const texts = ["", "-", "/", ""];
  const node = { kind: "template", texts, types: ["string", "string", "string"] } as const;
  expect(templatePattern(node)).toBe(String.raw`^[^-]*-[\s\S]*/[\s\S]*$`);
});
