import { afterAll, beforeAll, expect, test } from "vitest";
import type { BuildResult } from "../../../../src/compiler/build.js";
import type { PropertyNode, TypeNode } from "../../../../src/manifest/type-node.js";
import { agentModule, createProject, type TestProject } from "../../compiled-project.js";

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };
const boolean: TypeNode = { kind: "boolean" };
const nothing: TypeNode = { kind: "null" };
const literal = (value: string | number | boolean): TypeNode => ({ kind: "literal", value });
const union = (...members: TypeNode[]): TypeNode => ({ kind: "union", members });
const array = (element: TypeNode): TypeNode => ({ kind: "array", element });
const property = (name: string, type: TypeNode, more: Partial<PropertyNode> = {}) => ({
  name,
  type,
  optional: false,
  ...more,
});
const object = (...properties: PropertyNode[]): TypeNode => ({ kind: "object", properties });

const declarations = `
import type { Address as Place, Shape } from "../shapes.js";
import { Level } from "../shapes.js";
import * as shapes from "../shapes.js";

interface Named {
  /** What it is called. */
  name: string;
}
interface Person extends Named {
  readonly age?: number | undefined;
  "e-mail": string | null;
}
type Tone = "warm" | "dry";
enum Size { Small, Large = 10, Huge }
const tones = ["a", "b"] as const;
const Story = z.object({ title: z.string(), tags: z.array(z.string()).optional() });
interface Box<T> { value: T }
type Maybe<T> = T | null;
interface Merged { a: string }
interface Merged { b: number }
interface Tree { children: Tree[] }
interface Chain<T> { value: T; next?: Chain<T> }
type Jsonish = string | Jsonish[];
interface Ping { pong: Pong }
interface Pong { ping: Ping | null }
type Id = string & { readonly __brand: "Id" };
type Ids = Id[] & { readonly __brand: "Ids" };
`;

// Each with its TypeScript type as an author writes it, and what the manifest says.
const cases: readonly (readonly [type: string, node: TypeNode])[] = [
  ["string", string],
  ["number", number],
  ["boolean", boolean],
  ["null", nothing],
  ["unknown", { kind: "unknown" }],
  ['"a"', literal("a")],
  ["`plain`", literal("plain")],
  ["-1.5", literal(-1.5)],
  ["true", literal(true)],
  ['null | "b" | "a" | "b"', union(literal("b"), literal("a"), nothing)],
  ["true | false", boolean],
  ['string | "a"', string],
  ["unknown | string", { kind: "unknown" }],
  ['("a" | ("b" | number))', union(literal("a"), literal("b"), number)],
  ["string[]", array(string)],
  ["readonly (string | null)[]", array(union(string, nothing))],
  ["Array<number>", array(number)],
  ["ReadonlyArray<number[]>", array(array(number))],
  ["[string, number]", { kind: "tuple", elements: [string, number] }],
  ["readonly [x: string, ...rest: number[]]", { kind: "tuple", elements: [string], rest: number }],
  ["[]", { kind: "tuple", elements: [] }],
  ["Record<string, number>", { kind: "record", value: number }],
  ["{ [key: string]: boolean }", { kind: "record", value: boolean }],
  ['Record<"b" | "a", number>', object(property("b", number), property("a", number))],
  [
    "{ b: string; readonly a?: number; 'c-d': null }",
    object(
      property("b", string),
      property("a", number, { optional: true }),
      property("c-d", nothing),
    ),
  ],
  [
    "Person",
    object(
      property("name", string, { description: "What it is called." }),
      property("age", number, { optional: true }),
      property("e-mail", union(string, nothing)),
    ),
  ],
  ["Tone", union(literal("warm"), literal("dry"))],
  ["Size", union(literal(0), literal(10), literal(11))],
  ["Size.Large", literal(10)],
  // Of another module: by name, renamed, by namespace, through a barrel.
  [
    "Place",
    object(property("street", string), property("level", union(literal("low"), literal("high")))),
  ],
  ["Level", union(literal("low"), literal("high"))],
  ["shapes.Shape", union(literal("round"), literal("square"))],
  ["Shape", union(literal("round"), literal("square"))],
  // What only the type checker can tell.
  [
    "Partial<Named>",
    object(property("name", string, { optional: true, description: "What it is called." })),
  ],
  ['Pick<Person, "age">', object(property("age", number, { optional: true }))],
  ['Omit<Person, "age" | "name">', object(property("e-mail", union(string, nothing)))],
  ['Exclude<Tone, "dry">', literal("warm")],
  ["(typeof tones)[number]", union(literal("a"), literal("b"))],
  ["keyof Named", literal("name")],
  ['Person["e-mail"]', union(string, nothing)],
  [
    "z.infer<typeof Story>",
    object(property("title", string), property("tags", array(string), { optional: true })),
  ],
  ["Box<number>", object(property("value", number))],
  ["Maybe<string>", union(string, nothing)],
  ["Date", { kind: "date" }],
  ["readonly (Date | null)[]", array(union({ kind: "date" }, nothing))],
  ["Partial<{ at: Date }>", object(property("at", { kind: "date" }, { optional: true }))],
  ["[string, number?]", { kind: "tuple", elements: [string, number], least: 1 }],
  ["Readonly<[string?]>", { kind: "tuple", elements: [string], least: 0 }],
  [
    "[a: string, b?: number, ...c: null[]]",
    { kind: "tuple", elements: [string, number], least: 1, rest: nothing },
  ],
  ["`id-${string}`", { kind: "template", texts: ["id-", ""], types: ["string"] }],
  [
    "`${number}x${bigint}`",
    { kind: "template", texts: ["", "x", ""], types: ["number", "bigint"] },
  ],
  [
    "Tree",
    {
      kind: "recursive",
      name: "Tree",
      type: object(property("children", array({ kind: "ref", name: "Tree" }))),
    },
  ],
  [
    "Chain<string>",
    {
      kind: "recursive",
      name: "Chain",
      type: object(
        property("value", string),
        property("next", { kind: "ref", name: "Chain" }, { optional: true }),
      ),
    },
  ],
  [
    "Jsonish",
    {
      kind: "recursive",
      name: "Jsonish",
      type: union(string, array({ kind: "ref", name: "Jsonish" })),
    },
  ],
  [
    "Ping",
    {
      kind: "recursive",
      name: "Ping",
      type: object(
        property("pong", object(property("ping", union({ kind: "ref", name: "Ping" }, nothing)))),
      ),
    },
  ],
  ["Merged", object(property("a", string), property("b", number))],
  ["Id", string],
  ["Ids", array(string)],
  ['`${"a" | "b"}-x`', union(literal("a-x"), literal("b-x"))],
  [
    "Named & { age: number }",
    object(
      property("name", string, { description: "What it is called." }),
      property("age", number),
    ),
  ],
  ['Record<"z" | "y", 1>', object(property("z", literal(1)), property("y", literal(1)))],
  ["Readonly<[string, ...number[]]>", { kind: "tuple", elements: [string], rest: number }],
  [
    "Readonly<Record<string, Tone>>",
    { kind: "record", value: union(literal("warm"), literal("dry")) },
  ],
];

let project: TestProject;
let result: BuildResult;

beforeAll(async () => {
  const fields = cases.map(([type], index) => `  @param() value${index}!: ${type};`).join("\n");
  project = createProject({
    "agents/story.ts": agentModule(fields, { before: declarations }),
    "shapes.ts": `export * from "./more-shapes.js";
      export interface Address { street: string; level: Level }
      export enum Level { Low = "low", High = "high" }`,
    "more-shapes.ts": `type Local = "round" | "square";\nexport type { Local as Shape };`,
  });
  result = await project.build();
}, 30_000);

afterAll(() => project.remove());

test("all types are read without a complaint", () => {
  expect(result.diagnostics).toEqual([]);
});

test.each(cases.map(([type, node], index) => ({ type, node, index })))(
  "the type $type is read",
  ({ node, index }) => {
    expect(result.manifest?.agents["story"]?.params[index]?.type).toEqual(node);
  },
);
