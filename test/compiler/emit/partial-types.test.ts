import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { declareSchema } from "../../../src/compiler/emit/schema-text.js";
import { createPartialJsonParser } from "../../../src/internal/partial-json/partial-json-parser.js";
import type { JsonObject } from "../../../src/internal/json.js";
import { mayBecomeLiteral } from "../../../src/schema/literal-texts.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import { createTypedProject, type TypedProject, type TypeProblem } from "./type-check.js";

const Tree = z.object({
  name: z.string(),
  get below() {
    return z.array(Tree);
  },
  get parent() {
    return Tree.nullable();
  },
});

const Shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), radius: z.number() }),
  z.object({ kind: z.literal("path"), points: z.array(z.tuple([z.number(), z.number()])) }),
]);

interface PartialCase {
  readonly schema: unknown;
  /** What a model writes. */
  readonly answers: readonly unknown[];
  /** What is never seen on the way. */
  readonly never: readonly unknown[];
}

/** Every form that a schema may have, with what a model writes for it. */
const cases: Readonly<Record<string, PartialCase>> = {
  scalars: {
    schema: z.object({ a: z.string(), b: z.number(), c: z.boolean(), d: z.null(), e: z.int() }),
    answers: [{ a: "ab\u{1F600}", b: -1.5e3, c: true, d: null, e: 1 }],
    never: [{ a: 1 }, { b: "1" }, { z: 1 }, [], null, { a: undefined }],
  },
  literals: {
    schema: z.object({
      a: z.literal("abc"),
      b: z.enum(["warm", "dry"]),
      c: z.literal([1, 2]),
      d: z.literal(true),
      e: z.enum(["x"]).nullable(),
    }),
    answers: [
      { a: "abc", b: "warm", c: 2, d: true, e: null },
      { a: "abc", b: "dry", c: 1, d: true, e: "x" },
    ],
    never: [{ a: "ab" }, { b: "wa" }, { e: "" }, { c: 3 }, { d: false }, { b: null }],
  },
  optionals: {
    schema: z.object({
      a: z.string().optional(),
      b: z.string().nullish(),
      c: z.number().default(1),
      d: z.object({ e: z.string().optional() }).optional(),
    }),
    answers: [{}, { a: "a", b: null, c: 2, d: {} }, { b: "b", d: { e: "e" } }],
    never: [{ a: null }, { c: null }, { d: { f: 1 } }],
  },
  arrays: {
    schema: z.object({
      a: z.array(z.string()),
      b: z.array(z.array(z.number())),
      c: z.array(z.object({ d: z.string(), e: z.array(z.enum(["x", "y"])) })),
      f: z.array(z.union([z.string(), z.null()])).min(1),
    }),
    answers: [
      {
        a: ["a", "b"],
        b: [[1], []],
        c: [
          { d: "d", e: ["x"] },
          { d: "", e: [] },
        ],
        f: [null],
      },
    ],
    never: [{ a: [1] }, { b: [1] }, { c: [{ d: 1 }] }],
  },
  tuples: {
    schema: z.object({
      a: z.tuple([z.string(), z.number(), z.object({ b: z.string() })]),
      c: z.tuple([z.string()], z.number()),
      d: z.tuple([]),
      e: z.tuple([z.literal("on"), z.union([z.string(), z.number()])]),
    }),
    answers: [{ a: ["a", 1, { b: "b" }], c: ["c", 1, 2], d: [], e: ["on", 2] }],
    never: [{ a: [1] }, { a: ["a", 1, {}, 2] }, { c: ["c", "d"] }],
  },
  records: {
    schema: z.object({
      a: z.record(z.string(), z.number()),
      b: z.record(z.enum(["x", "y"]), z.object({ c: z.string() })),
      d: z.record(z.string(), z.array(z.string().nullable())),
      e: z.looseObject({ f: z.string() }),
    }),
    answers: [
      {
        a: { one: 1, __proto: 2 },
        b: { x: { c: "c" }, y: { c: "" } },
        d: { k: ["a", null] },
        e: { f: "f", more: [1] },
      },
    ],
    never: [{ a: { one: "1" } }, { b: { z: {} } }, { e: { f: 1 } }],
  },
  unions: {
    schema: z.object({
      a: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      b: z.array(Shape),
      c: z.union([z.object({ x: z.string() }), z.array(z.string())]),
      d: z.union([z.object({ one: z.number() }), z.object({ two: z.string() })]).nullable(),
    }),
    answers: [
      { a: "a", b: [{ kind: "circle", radius: 1 }], c: { x: "x" }, d: { one: 1 } },
      {
        a: 1,
        b: [
          {
            kind: "path",
            points: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
        c: ["a"],
        d: { two: "2" },
      },
      { a: null, b: [], c: [], d: null },
    ],
    never: [
      { a: [] },
      { b: [{ kind: 1 }] },
      { b: [{ kind: "cir" }] },
      { b: [{ kind: "path", radius: 1 }] },
      { b: [{ radius: "1" }] },
      { c: 1 },
    ],
  },
  intersections: {
    schema: z.object({
      a: z.intersection(z.object({ x: z.string() }), z.object({ y: z.array(z.number()) })),
    }),
    answers: [{ a: { x: "x", y: [1, 2] } }],
    never: [{ a: { x: 1 } }, { a: { y: ["1"] } }],
  },
  recursive: {
    schema: z.object({ root: Tree, all: z.array(Tree) }),
    answers: [
      {
        root: {
          name: "a",
          below: [{ name: "b", below: [], parent: null }],
          parent: { name: "c", below: [], parent: null },
        },
        all: [{ name: "d", below: [{ name: "e", below: [], parent: null }], parent: null }],
      },
    ],
    never: [{ root: { below: [{ name: 1 }] } }, { root: { parent: [] } }],
  },
  itself: {
    schema: Tree,
    answers: [{ name: "a", below: [{ name: "b", below: [], parent: null }], parent: null }],
    never: [{ below: [[]] }],
  },
  anything: {
    schema: z.object({ a: z.unknown(), b: z.json(), c: z.array(z.any()) }),
    answers: [{ a: [1], b: { c: ["d"] }, c: [1, "a", null] }],
    never: [{ c: 1 }],
  },
  inputs: {
    // What streams is what the model writes, not what the schema makes of it.
    schema: z.object({
      at: z.iso.datetime().transform((text) => new Date(text)),
      many: z.string().transform((text) => text.length),
      piped: z.string().pipe(z.coerce.number()),
    }),
    answers: [{ at: "2026-01-02T03:04:05Z", many: "abc", piped: "12" }],
    never: [{ many: 3 }, { piped: 12 }],
  },
  "Zod 3": {
    schema: z3.object({
      a: z3.tuple([z3.string(), z3.number()]),
      b: z3.record(z3.string(), z3.enum(["x", "y"])),
      c: z3.union([z3.literal("on"), z3.number()]),
      d: z3.string().optional(),
    }),
    answers: [{ a: ["a", 1], b: { k: "x" }, c: "on" }],
    never: [{ b: { k: 1 } }, { c: true }],
  },
};

/** Everything that is seen of an answer while it comes, each thing once. */
function seenOf(answer: unknown, schema: JsonObject): string[] {
  const parser = createPartialJsonParser({
    holdsBack: (text) => mayBecomeLiteral(schema, text),
  });
  const seen = new Set<string>();
  for (const unit of JSON.stringify(answer)) {
    parser.write(unit);
    if (parser.value !== undefined) seen.add(JSON.stringify(parser.value));
  }
  return [...seen];
}

/** A value as an expression: JSON is one, but for what is no JSON. */
function expressionOf(value: unknown): string {
  const isAbsent =
    typeof value === "object" && value !== null && "a" in value && value.a === undefined;
  return isAbsent ? "{ a: undefined }" : JSON.stringify(value);
}

async function moduleOf({ schema, answers, never }: PartialCase): Promise<string> {
  const { input } = (await toJsonSchema(schema)) as { input: JsonObject };
  const declared = declareSchema({ schema: input, name: "Part", comment: "", partial: true });
  const seen = answers
    .flatMap((answer) => seenOf(answer, input))
    .map((text, index) => `export const v${index}: Part = ${text};`);
  const refused = never.map(
    (value, index) => `// @ts-expect-error\nexport const n${index}: Part = ${expressionOf(value)};`,
  );
  return [...declared.map(({ text }) => text), ...seen, ...refused].join("\n");
}

let project: TypedProject;
let problems: { readonly 6: readonly TypeProblem[]; readonly 7: readonly TypeProblem[] };
const modules = new Map<string, string>();

beforeAll(async () => {
  for (const [name, each] of Object.entries(cases)) {
    modules.set(`${name.replace(" ", "")}.ts`, await moduleOf(each));
  }
  project = await createTypedProject(modules);
  problems = { 6: project.checkWith6(), 7: await project.checkWith7() };
}, 120_000);
afterAll(() => project?.remove());

describe.each([6, 7] as const)("the type of what streams, in TypeScript %i", (version) => {
  it.each(Object.keys(cases))(
    "takes all that is seen of an answer, and nothing else: %s",
    (name) => {
      const file = `${name.replace(" ", "")}.ts`;
      const lines = modules.get(file)?.split("\n") ?? [];
      expect(lines.length).toBeGreaterThan(3);
      const said = problems[version].filter((problem) => problem.file === file);
      expect(said.map(({ line, message }) => `${lines[line - 1]}\n${message}`)).toEqual([]);
    },
  );
});
