import type { ObjectNode, TypeNode } from "../../../src/manifest/type-node.js";

/** Params as they were generated, and the class as it is now. */
export interface FieldsCase {
  readonly params: Readonly<
    Record<string, { readonly type: TypeNode; readonly optional?: true; readonly converts?: true }>
  >;
  /** The body of the class. */
  readonly members: string;
  /** Data members that are no params, as a union. */
  readonly known?: string;
  /** What tools take that are methods, by the method's name. */
  readonly tools?: Readonly<Record<string, TypeNode>>;
  /** Params with a default, as a union. */
  readonly defaults?: string;
  /** For a stale one: what the guard says. */
  readonly changed?: string;
}

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };

function union(...members: TypeNode[]): TypeNode {
  return { kind: "union", members };
}

function literal(value: string | number | boolean): TypeNode {
  return { kind: "literal", value };
}

function one(type: TypeNode): FieldsCase["params"] {
  return { a: { type } };
}

const point: ObjectNode = {
  kind: "object",
  properties: [
    { name: "x", type: number, optional: false },
    { name: "y", type: number, optional: true },
  ],
};

const nothing: ObjectNode = { kind: "object", properties: [] };

function tool(input: TypeNode): Pick<FieldsCase, "params" | "tools"> {
  return { params: {}, tools: { run: input } };
}

const prefixed: TypeNode = { kind: "template", texts: ["id-", ""], types: ["string"] };

const date: TypeNode = { kind: "date" };

const tree: TypeNode = {
  kind: "recursive",
  name: "Tree",
  type: {
    kind: "object",
    properties: [
      { name: "value", type: string, optional: false },
      { name: "at", type: date, optional: true },
      {
        name: "children",
        type: { kind: "array", element: { kind: "ref", name: "Tree" } },
        optional: false,
      },
    ],
  },
};

const circle: ObjectNode = {
  kind: "object",
  properties: [{ name: "radius", type: number, optional: false }],
};

export const freshFields: Readonly<Record<string, FieldsCase>> = {
  toolOfUnion: {
    ...tool(union(point, circle)),
    members: "run(shape: Point | { radius: number }): void",
  },
  toolOfTree: { ...tool(tree), members: "run(tree: Tree): void" },
  toolOfDate: {
    ...tool({ kind: "object", properties: [{ name: "at", type: date, optional: false }] }),
    members: "run({ at }: { at: Date }): void",
  },
  templateField: { params: one(prefixed), members: "a: `id-${string}`;" },
  brandedTemplate: {
    params: one(prefixed),
    members: "a: `id-${string}` & { readonly brand: true };",
  },
  dateField: { params: one(date), members: "a: Date;" },
  optionalDate: { params: { a: { type: date, optional: true } }, members: "a?: Date;" },
  datesWithin: {
    params: one({ kind: "array", element: union(date, { kind: "null" }) }),
    members: "a: (Date | null)[];",
  },
  treeField: { params: one(tree), members: "a: Tree;" },
  treesField: { params: one({ kind: "array", element: tree }), members: "a: readonly Tree[];" },
  optionalElement: {
    params: one({ kind: "tuple", elements: [string, number], least: 1 }),
    members: "a: [string, number?];",
  },
  convertedField: {
    params: { a: { type: string, converts: true } },
    members: "a: Map<string, () => void>;",
  },
  toolOfPoint: { ...tool(point), members: "run({ x, y }: Point): void" },
  toolWithContext: {
    ...tool(point),
    members: "run(point: { x: number; y?: number }, context: { step: number }): Promise<string>",
  },
  toolWithDefault: { ...tool(point), members: "run(point?: Point): void" },
  toolOfNothing: { ...tool(nothing), members: "run(): void" },
  toolOfNoKeys: { ...tool(nothing), members: "run(_: {}, context: object): void" },
  toolOfNoRecord: { ...tool(nothing), members: "run(_: Record<string, never>): void" },
  noField: { params: {}, members: "user(): string" },
  plainField: { params: one(string), members: "a: string; user(): string" },
  readonlyField: {
    params: one({ kind: "array", element: string }),
    members: "readonly a: readonly string[];",
  },
  optionalField: { params: { a: { type: string, optional: true } }, members: "a?: string;" },
  optionalOrUndefined: {
    params: { a: { type: string, optional: true } },
    members: "a?: string | undefined;",
  },
  defaultedField: {
    params: { a: { type: string, optional: true } },
    members: "a: string;",
    defaults: `"a"`,
  },
  nullField: { params: one(union(string, { kind: "null" })), members: "a: string | null;" },
  stringEnum: { params: one(union(literal("warm"), literal("dry"))), members: "a: Tone;" },
  numberEnum: { params: one(union(literal(0), literal(10))), members: "a: Level;" },
  interfaceField: { params: one(point), members: "a: Point;" },
  readonlyObject: { params: one(point), members: "a: Readonly<Point>;" },
  brandedField: { params: one(string), members: "a: Slug;" },
  brandedInside: {
    params: one({ kind: "array", element: string }),
    members: "a: readonly Slug[];",
  },
  unknownField: { params: one({ kind: "unknown" }), members: "a: unknown;" },
  booleanField: { params: one({ kind: "boolean" }), members: "a: boolean;" },
  recordField: {
    params: one({ kind: "record", value: number }),
    members: "a: Record<string, number>;",
  },
  recordOfUnknown: {
    params: one({ kind: "record", value: { kind: "unknown" } }),
    members: "a: { [key: string]: unknown };",
  },
  tupleField: {
    params: one({ kind: "tuple", elements: [string, number] }),
    members: "a: readonly [first: string, second: number];",
  },
  tupleWithRest: {
    params: one({ kind: "tuple", elements: [string], rest: number }),
    members: "a: [string, ...number[]];",
  },
  emptyTuple: { params: one({ kind: "tuple", elements: [] }), members: "a: [];" },
  unionOfObjects: {
    params: one(union(point, { kind: "array", element: point })),
    members: "a: Point | readonly Point[];",
  },
  methodsAndHidden: {
    params: one(string),
    members:
      "a: string; private b: number; protected c: number; static d: number; e(): void; f: () => void; g?: (x: number) => void; #h: string;",
  },
  knownField: {
    params: one(string),
    members: "a: string; mood: string; get now(): number",
    known: `"mood" | "now"`,
  },
  knownFieldGone: { params: one(string), members: "a: string;", known: `"mood"` },
};

export const staleFields: Readonly<Record<string, FieldsCase & { readonly changed: string }>> = {
  otherTemplate: { params: one(prefixed), members: "a: `x-${string}`;", changed: "a" },
  templateBecomesText: { params: one(prefixed), members: "a: string;", changed: "a" },
  dateBecomesText: { params: one(date), members: "a: string;", changed: "a" },
  textBecomesDate: { params: one(string), members: "a: Date;", changed: "a" },
  otherLeaf: { params: one(tree), members: "a: Trunk;", changed: "a" },
  elementBecomesRequired: {
    params: one({ kind: "tuple", elements: [string, number], least: 1 }),
    members: "a: [string, number];",
    changed: "a",
  },
  toolUnionGrew: {
    ...tool(union(point, circle)),
    members: "run(shape: Point | { radius: number } | { side: number }): void",
    changed: "run",
  },
  paramRetyped: { params: one(string), members: "a: number;", changed: "a" },
  paramRemoved: { params: one(string), members: "", changed: "a" },
  paramAdded: { params: one(string), members: "a: string; b: string;", changed: "b" },
  firstParamAdded: { params: {}, members: "b?: string;", changed: "b" },
  paramHidden: { params: one(string), members: "private a: string;", changed: "a" },
  literalAdded: {
    params: one(union(literal("x"), literal("y"))),
    members: `a: "x" | "y" | "z";`,
    changed: "a",
  },
  literalRemoved: {
    params: one(union(literal("x"), literal("y"))),
    members: `a: "x";`,
    changed: "a",
  },
  enumValue: {
    params: one(union(literal("warm"), literal("cold"))),
    members: "a: Tone;",
    changed: "a",
  },
  becameOptional: { params: one(string), members: "a?: string;", changed: "a" },
  becameRequired: {
    params: { a: { type: string, optional: true } },
    members: "a: string;",
    changed: "a",
  },
  becameNullable: { params: one(string), members: "a: string | null;", changed: "a" },
  insideRetyped: {
    params: one({ kind: "array", element: point }),
    members: "a: { x: string; y?: number }[];",
    changed: "a",
  },
  insideOptional: { params: one(point), members: "a: { x: number; y: number };", changed: "a" },
  insideAdded: {
    params: one(point),
    members: "a: { x: number; y?: number; z?: number };",
    changed: "a",
  },
  unknownToText: { params: one({ kind: "unknown" }), members: "a: string;", changed: "a" },
  tupleGrew: {
    params: one({ kind: "tuple", elements: [string] }),
    members: "a: [string, string];",
    changed: "a",
  },
  restRetyped: {
    params: one({ kind: "tuple", elements: [string], rest: number }),
    members: "a: [string, ...string[]];",
    changed: "a",
  },
  defaultedRetyped: {
    params: { a: { type: string, optional: true } },
    members: "a: number;",
    defaults: `"a"`,
    changed: "a",
  },
};
