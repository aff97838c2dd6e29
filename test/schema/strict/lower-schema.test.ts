import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../../src/internal/json.js";
import {
  anthropicDialect,
  fakeDialect,
  openaiDialect,
} from "../../../src/schema/strict/dialect.js";
import { lowerSchema } from "../../../src/schema/strict/lower-schema.js";

const toStrictSchema = (schema: JsonObject, dialect = openaiDialect) =>
  lowerSchema(schema, dialect);
const fromZod = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as JsonObject;
const property = (schema: JsonObject, dialect = openaiDialect) => {
  const strict = toStrictSchema(
    { type: "object", properties: { it: schema }, required: ["it"] },
    dialect,
  );
  return (strict["properties"] as JsonObject)["it"];
};

describe("lowerSchema", () => {
  it("closes objects at every depth and requires every property", () => {
    const schema = fromZod(
      z.object({ a: z.string(), b: z.array(z.object({ c: z.number().optional() })) }),
    );
    expect(toStrictSchema(schema)).toEqual({
      type: "object",
      properties: {
        a: { type: "string" },
        b: {
          type: "array",
          items: {
            type: "object",
            properties: { c: { type: ["number", "null"] } },
            required: ["c"],
            additionalProperties: false,
          },
        },
      },
      required: ["a", "b"],
      additionalProperties: false,
    });
  });

  it("makes an optional property nullable, whatever it is, with its description in front", () => {
    const schema = fromZod(
      z.object({
        plain: z.string().optional().describe("said"),
        choice: z.enum(["x", "y"]).optional(),
        list: z.array(z.string()).optional(),
        union: z.union([z.string(), z.array(z.string())]).optional(),
        nullable: z.string().nullish(),
      }),
    );
    expect(toStrictSchema(schema)["properties"]).toEqual({
      plain: { description: "said", type: ["string", "null"] },
      choice: { anyOf: [{ type: "string", enum: ["x", "y"] }, { type: "null" }] },
      list: { anyOf: [{ type: "array", items: { type: "string" } }, { type: "null" }] },
      union: {
        anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }, { type: "null" }],
      },
      nullable: { type: ["string", "null"] },
    });
  });

  it("keeps the rest of an optional property: its title and constraints outside, an object within", () => {
    const schema: JsonObject = {
      type: "object",
      properties: {
        name: { type: "string", title: "Name", pattern: "^a", description: "Said." },
        place: { type: "object", title: "Place", properties: {} },
      },
    };
    const place = { type: "object", properties: {}, required: [], additionalProperties: false };
    expect(toStrictSchema(schema)["properties"]).toEqual({
      name: { title: "Name", type: ["string", "null"], pattern: "^a", description: "Said." },
      place: { title: "Place", anyOf: [place, { type: "null" }] },
    });
  });

  it("makes a root that is no object the value of one, also where it contains itself", () => {
    const list = { type: "array", items: { type: "string" } };
    const whole = (it: JsonObject) => ({
      type: "object",
      properties: { value: it },
      required: ["value"],
      additionalProperties: false,
    });
    expect(toStrictSchema(list)).toEqual(whole(list));
    const $ref = "#/$defs/root";
    expect(toStrictSchema({ type: "array", items: { $ref: "#" } })).toEqual({
      ...whole({ $ref }),
      $defs: { root: { type: "array", items: { $ref } } },
    });
  });

  it("wraps a root that is a union under a name that none of its members has", () => {
    const member = (name: string): JsonObject => ({
      type: "object",
      properties: { [name]: { type: "string" } },
      required: [name],
    });
    const names = (...of: string[]) =>
      Object.keys(toStrictSchema({ anyOf: of.map(member) })["properties"] as JsonObject);
    expect(names("a", "b")).toEqual(["value"]);
    expect(names("value", "value_", "b")).toEqual(["value__"]);
  });

  it("writes several types of which one has parts as a union", () => {
    const object = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
    expect(property({ ...object, type: ["object", "null"] })).toEqual({
      anyOf: [{ ...object, additionalProperties: false }, { type: "null" }],
    });
    expect(property({ type: ["string", "array"], items: { type: "string" } })).toEqual({
      anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
    });
    expect(property({ type: ["string", "number"] })).toEqual({ type: ["string", "number"] });
  });

  it.each<[string, JsonObject]>([
    ["null alone", { const: null }],
    ["null among literals", { enum: ["a", null] }],
    ["null as a member", { anyOf: [{ type: "string" }, { anyOf: [{ type: "null" }] }] }],
    ["null in every part", { allOf: [{ type: ["string", "null"] }, { description: "Both." }] }],
    ["null elsewhere", { $ref: "#/$defs/Maybe" }],
    ["anything", { description: "Anything." }],
  ])("makes an optional property that takes %s no more nullable", (_, it) => {
    const $defs: JsonObject = { Maybe: { type: ["string", "null"] } };
    const whole = (required: string[]): JsonObject => ({
      type: "object",
      properties: { it },
      required,
      $defs,
    });
    expect(toStrictSchema(whole([]))).toEqual(toStrictSchema(whole(["it"])));
  });

  it.each<[string, JsonObject]>([
    ["a part takes none", { allOf: [{ type: ["string", "null"] }, { type: "string" }] }],
    ["another literal is listed", { const: "null" }],
    ["no literal is", { type: ["string", "null"], enum: ["a"] }],
  ])("makes an optional property nullable where %s", (_, it) => {
    const strict = toStrictSchema({ type: "object", properties: { it } });
    expect(JSON.stringify(strict["properties"])).toContain('"null"}');
  });

  it("writes a record of listed keys as an object, in which those may be left out that are not required", () => {
    const schema: JsonObject = {
      type: "object",
      propertyNames: { enum: ["a", "b"] },
      additionalProperties: { type: "number" },
      required: ["a"],
    };
    expect(property(schema, anthropicDialect)).toEqual({
      type: "object",
      properties: { a: { type: "number" }, b: { type: "number" } },
      required: ["a"],
      additionalProperties: false,
    });
  });

  it("leaves out what can only be absent, and keeps what excludes something", () => {
    const schema: JsonObject = {
      type: "object",
      properties: { never: { not: {} }, some: { not: { type: "null" } } },
    };
    expect(Object.keys((property(schema) as JsonObject)["properties"] as JsonObject)).toEqual([
      "some",
    ]);
  });

  it("gives each length of a tuple its own object, and the longest what follows", () => {
    const schema: JsonObject = {
      type: "array",
      prefixItems: [{ type: "string" }, { type: "boolean" }],
      items: { type: "number" },
      minItems: 1,
    };
    const lengths = (property(schema, anthropicDialect) as { anyOf: JsonObject[] }).anyOf;
    expect(lengths.map((one) => one["required"])).toEqual([["0"], ["0", "1", "rest"]]);
  });

  it("writes the elements of a tuple and what follows them as properties", () => {
    const schema: JsonObject = {
      type: "array",
      prefixItems: [{ type: "string" }],
      items: { type: "number" },
      minItems: 1,
    };
    expect(property(schema)).toEqual({
      type: "object",
      properties: { "0": { type: "string" }, rest: { type: "array", items: { type: "number" } } },
      required: ["0", "rest"],
      additionalProperties: false,
    });
  });

  it("names definitions in the order of their first use", () => {
    const strict = toStrictSchema({
      type: "object",
      properties: { a: { $ref: "#/$defs/A" } },
      required: ["a"],
      $defs: {
        B: { type: "object", properties: {} },
        A: { type: "object", properties: { b: { $ref: "#/$defs/B" } }, required: ["b"] },
      },
    });
    expect(Object.keys(strict["$defs"] as JsonObject)).toEqual(["A", "B"]);
  });

  it("describes a reference where the dialect may", () => {
    const schema: JsonObject = {
      type: "object",
      properties: { a: { $ref: "#/$defs/A", description: "Here." } },
      required: ["a"],
      $defs: { A: { type: "object", properties: {} } },
    };
    const $ref = "#/$defs/A";
    expect(toStrictSchema(schema)["properties"]).toEqual({ a: { $ref, description: "Here." } });
    expect(toStrictSchema(schema, anthropicDialect)["properties"]).toEqual({ a: { $ref } });
  });

  it("leaves an optional property optional where the dialect has them", () => {
    const schema = fromZod(z.object({ a: z.string(), b: z.string().optional() }));
    expect(toStrictSchema(schema, anthropicDialect)).toEqual({
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    });
  });

  it("says what a dialect does not enforce in the description", () => {
    const schema = { type: "string", minLength: 2, maxLength: 9, description: "A name." };
    expect(property(schema)).toEqual({
      type: "string",
      description: "A name.\n(minLength: 2, maxLength: 9)",
    });
  });

  it.each([
    ["pattern", { type: "string", pattern: "^a+$" }, true, false],
    ["a pattern with lookahead", { type: "string", pattern: "^(?=a)" }, false, false],
    ["a format that both know", { type: "string", format: "date-time" }, true, true],
    ["a format that one knows", { type: "string", format: "uri" }, false, true],
    ["a format that none knows", { type: "string", format: "cuid" }, false, false],
    ["minimum", { type: "number", minimum: 1 }, true, false],
    ["minItems of one", { type: "array", items: { type: "string" }, minItems: 1 }, true, true],
    ["minItems of two", { type: "array", items: { type: "string" }, minItems: 2 }, true, false],
    ["uniqueItems", { type: "array", items: { type: "string" }, uniqueItems: true }, false, false],
  ] as const)("enforces %s where the provider does", (_, schema, byOpenAI, byAnthropic) => {
    for (const [dialect, enforced] of [
      [openaiDialect, byOpenAI],
      [anthropicDialect, byAnthropic],
    ] as const) {
      const strict = property(schema, dialect) as JsonObject;
      if (enforced) expect(strict).toEqual(schema);
      else expect(strict).toHaveProperty("description");
    }
  });

  it("drops what says nothing to a model: $schema, the limits of safe integers, a format's pattern", () => {
    expect(property(fromZod(z.int()), anthropicDialect)).toEqual({ type: "integer" });
    expect(property(fromZod(z.email()))).toEqual({ type: "string", format: "email" });
  });

  it("keeps what a number may be, but for the limits of safe integers", () => {
    const schema: JsonObject = { type: "integer", minimum: -5, maximum: 5 };
    expect(property(schema)).toEqual(schema);
    const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number;
    expect(property({ type: "integer", minimum, maximum: 5 })).toEqual({
      type: "integer",
      maximum: 5,
    });
    expect(property({ type: "integer", minimum: 5, maximum })).toEqual({
      type: "integer",
      minimum: 5,
    });
  });

  it("keeps every constraint for the fake model, the pattern of an author's format too", () => {
    const schema = { type: "string", format: "cuid", pattern: "^c", minLength: 2 };
    expect(property(schema, fakeDialect)).toEqual(schema);
  });

  it("counts the entries of a record, which are a list, and not the elements of a tuple", () => {
    const record = { type: "object", additionalProperties: { type: "string" }, minProperties: 2 };
    expect(property(record)).toMatchObject({ type: "array", minItems: 2 });
    expect(property(record)).not.toHaveProperty("description");
    for (const elements of [{ prefixItems: [{ type: "null" }] }, { items: [{ type: "null" }] }]) {
      const tuple: JsonObject = {
        type: "array",
        ...elements,
        minItems: 1,
        maxItems: 1,
        default: [null],
      };
      expect(Object.keys(property(tuple) as JsonObject)).toEqual([
        "type",
        "properties",
        "required",
        "additionalProperties",
      ]);
    }
  });

  it("tells the model of a default and of examples", () => {
    expect(property({ type: "string", default: "warm", examples: ["dry"] })).toEqual({
      type: "string",
      description: '(default: "warm", examples: ["dry"])',
    });
  });

  it.each([
    ["an object", { type: "object", properties: {} }, {}],
    ["a list of objects", { type: "array", items: { type: "object" } }, [1, {}]],
    ["a list of lists, which may be tuples", { type: "array", items: { type: "array" } }, [[1]]],
  ])(
    "does not tell the model of %s by default, which it writes in another form",
    (_, schema, value) => {
      for (const own of [{ default: value }, { examples: [value] }]) {
        expect(property({ ...schema, ...own } as JsonObject)).not.toHaveProperty("description");
      }
    },
  );

  it("writes literals as enums, with their types where the dialect wants them", () => {
    expect(property({ const: "a" })).toEqual({ type: "string", enum: ["a"] });
    expect(property({ const: null })).toEqual({ type: "null", enum: [null] });
    expect(property({ enum: ["a", 1] })).toEqual({ type: ["string", "number"], enum: ["a", 1] });
    expect(property({ type: "string", enum: ["a"] }, anthropicDialect)).toEqual({ enum: ["a"] });
    expect(property({ const: [1] })).toEqual({ type: "array", enum: [[1]] });
    expect(property({})).toEqual({});
  });

  it("writes oneOf as anyOf", () => {
    const schema = fromZod(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), x: z.string() }),
        z.object({ kind: z.literal("b") }),
      ]),
    );
    expect(property(schema)).toEqual({
      anyOf: [
        {
          type: "object",
          properties: { kind: { type: "string", enum: ["a"] }, x: { type: "string" } },
          required: ["kind", "x"],
          additionalProperties: false,
        },
        {
          type: "object",
          properties: { kind: { type: "string", enum: ["b"] } },
          required: ["kind"],
          additionalProperties: false,
        },
      ],
    });
  });

  describe("objects of a union begin with what tells them apart", () => {
    const begins = (schema: z.ZodType, dialect = openaiDialect): string[][] => {
      const { anyOf } = property(fromZod(schema), dialect) as { anyOf: JsonObject[] };
      return anyOf.map((one) => Object.keys((one["properties"] as JsonObject | undefined) ?? {}));
    };
    const kind = (name: string, more: z.ZodRawShape = {}) =>
      z.object({ why: z.string(), ...more, kind: z.literal(name) });

    it.each<[string, z.ZodType, string[][]]>([
      [
        "a literal is put first",
        z.discriminatedUnion("kind", [kind("a"), kind("b", { n: z.int() })]),
        [
          ["kind", "why"],
          ["kind", "why", "n"],
        ],
      ],
      [
        "a literal of true and false",
        z.union([
          z.object({ why: z.string(), ok: z.literal(true) }),
          z.object({ why: z.string(), ok: z.literal(false) }),
        ]),
        [
          ["ok", "why"],
          ["ok", "why"],
        ],
      ],
      [
        "an object that begins otherwise is left alone",
        z.union([kind("a"), kind("b"), z.object({ note: z.string(), why: z.string() })]),
        [
          ["kind", "why"],
          ["kind", "why"],
          ["note", "why"],
        ],
      ],
      [
        "first keys that differ are left alone",
        z.union([
          z.object({ a: z.string(), z: z.string() }),
          z.object({ b: z.string(), z: z.string() }),
        ]),
        [
          ["a", "z"],
          ["b", "z"],
        ],
      ],
      [
        "a tag where nothing tells them apart",
        z.union([z.object({ a: z.string() }), z.object({ a: z.number() })]),
        [["object_1"], ["object_2"]],
      ],
      [
        "a tag where literals overlap",
        z.union([
          z.object({ k: z.enum(["a", "b"]), x: z.string() }),
          z.object({ k: z.literal("b"), y: z.string() }),
        ]),
        [["object_1"], ["object_2"]],
      ],
      [
        "a tag where a literal may be left out",
        z.union([
          z.object({ k: z.literal("a").optional(), x: z.string() }),
          z.object({ k: z.literal("b").optional(), y: z.string() }),
        ]),
        [["object_1"], ["object_2"]],
      ],
      [
        "a tag where a number comes before every literal",
        z.union([
          z.object({ "0": z.string(), k: z.literal("a") }),
          z.object({ "0": z.string(), k: z.literal("b") }),
        ]),
        [["object_1"], ["object_2"]],
      ],
      [
        "nothing for a list beside an object",
        z.union([z.array(z.string()), z.object({ a: z.string() })]),
        [[], ["a"]],
      ],
      [
        "a number that is none of an array's indexes is a name like others",
        z.union([
          z.object({ "4294967295": z.string(), k: z.literal("a") }),
          z.object({ "4294967295": z.string(), k: z.literal("b") }),
        ]),
        [
          ["k", "4294967295"],
          ["k", "4294967295"],
        ],
      ],
      [
        "lengths of a tuple",
        z.tuple([z.string(), z.string().optional()]),
        [["tuple_1"], ["tuple_2"]],
      ],
    ])("%s", (_, schema, expected) => expect(begins(schema)).toEqual(expected));

    it("is nothing that Anthropic asks for", () => {
      const union = z.union([z.object({ a: z.string() }), z.object({ a: z.number() })]);
      expect(begins(union, anthropicDialect)).toEqual([["a"], ["a"]]);
    });
  });

  it("merges an allOf of objects, its references included", () => {
    const schema: JsonObject = {
      type: "object",
      allOf: [
        { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
        { $ref: "#/$defs/B" },
      ],
      $defs: { B: { type: "object", properties: { b: { type: "number" } }, required: ["b"] } },
    };
    expect(toStrictSchema(schema)).toEqual({
      type: "object",
      properties: { a: { type: "string" }, b: { type: "number" } },
      required: ["a", "b"],
      additionalProperties: false,
    });
  });

  it("keeps recursion, from the root and from a definition", () => {
    const Node = z.object({
      value: z.string(),
      get children() {
        return z.array(Node).optional();
      },
    });
    expect(toStrictSchema(fromZod(Node))).toEqual({
      type: "object",
      properties: {
        value: { type: "string" },
        children: { anyOf: [{ type: "array", items: { $ref: "#" } }, { type: "null" }] },
      },
      required: ["value", "children"],
      additionalProperties: false,
    });
    const strict = toStrictSchema(fromZod(z.object({ tree: Node })));
    expect(strict["properties"]).toEqual({ tree: { $ref: "#/$defs/__schema0" } });
    expect(Object.keys(strict["$defs"] as JsonObject)).toEqual(["__schema0"]);
  });

  it("moves what a pointer into the tree means under $defs, and inlines a root that is a reference", () => {
    const schema: JsonObject = {
      $ref: "#/definitions/Root",
      definitions: {
        Root: {
          type: "object",
          properties: {
            home: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
            work: { $ref: "#/definitions/Root/properties/home", description: "Where to." },
          },
          required: ["home"],
        },
      },
    };
    const home = {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    };
    expect(toStrictSchema(schema)).toEqual({
      type: "object",
      properties: {
        home,
        work: { description: "Where to.", anyOf: [{ $ref: "#/$defs/home" }, { type: "null" }] },
      },
      required: ["home", "work"],
      additionalProperties: false,
      $defs: { home },
    });
  });

  it("tells apart what two places of the same name mean", () => {
    const text: JsonObject = { type: "object", properties: { text: { type: "string" } } };
    const size: JsonObject = { type: "object", properties: { size: { type: "number" } } };
    const strict = toStrictSchema({
      type: "object",
      properties: { a: { $ref: "#/$defs/a%20part" }, b: { $ref: "#/$defs/a_part" } },
      required: ["a", "b"],
      $defs: { "a part": text, a_part: size },
    });
    expect(strict).toMatchObject({
      properties: { a: { $ref: "#/$defs/a_part" }, b: { $ref: "#/$defs/a_part_2" } },
      $defs: {
        a_part: { properties: { text: {} } },
        a_part_2: { properties: { size: {} } },
      },
    });
  });

  it("treats properties named like parts of a prototype as any other", () => {
    const properties = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"number"}}',
    );
    const strict = toStrictSchema({ type: "object", properties, required: ["constructor"] });
    expect(JSON.stringify(strict["properties"])).toBe(
      '{"__proto__":{"type":["string","null"]},"constructor":{"type":"number"}}',
    );
  });

  it("leaves the schema alone", () => {
    const schema = fromZod(z.object({ a: z.string().min(1).optional() }));
    const before = JSON.stringify(schema);
    toStrictSchema(schema);
    expect(JSON.stringify(schema)).toBe(before);
  });
});
