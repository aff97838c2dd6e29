import { describe, expect, test } from "vitest";
import { agentModule, pointedAt, useProject } from "../compiler/compiled-project.js";

/** Expressions of a schema, each with a size that no build could convert, or not in a lifetime. */
const tooLarge: Readonly<Record<string, string>> = {
  "800 objects deep": made("z.string()", 800, "z.object({ a: schema })"),
  "20,000 objects deep": made("z.string()", 20_000, "z.object({ a: schema })"),
  "800 arrays deep": made("z.string()", 800, "z.array(schema)"),
  "800 optional, nullable and piped parts deep": made(
    "z.string()",
    800,
    "[schema.optional(), schema.nullable(), schema.pipe(z.any()), z.union([schema, z.number()])][level % 4]",
  ),
  "800 objects of Zod 3 deep": made("z3.string()", 800, "z3.object({ a: schema })"),
  "a part used twice on each of 40 levels": made(
    "z.string()",
    40,
    "z.object({ a: schema, b: schema })",
  ),
  "the same of Zod 3": made("z3.string()", 40, "z3.object({ a: schema, b: schema })"),
  "one that a getter makes anew each time": `(() => {
    const make = (): z.ZodType => z.object({ get a() { return make(); } });
    return make();
  })()`,
  "200,000 properties wide":
    "z.object(Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`k${index}`, z.string()])))",
};

/** Those that are large, and can be. */
const fine: Readonly<Record<string, string>> = {
  "60 objects deep": made("z.string()", 60, "z.object({ a: schema })"),
  "3,000 properties wide":
    "z.object(Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, z.string()])))",
  "recursive by a getter": "z.object({ name: z.string(), get below() { return z.array(Large); } })",
  "recursive by z.lazy()": "z.object({ name: z.string(), below: z.lazy(() => z.array(Large)) })",
};

function made(first: string, levels: number, next: string): string {
  return `(() => {
    let schema: any = ${first};
    for (let level = 0; level < ${levels}; level++) schema = ${next};
    return schema;
  })()`;
}

const zod3 = `import { z as z3 } from "zod3";\n`;

const places: Readonly<Record<string, (schema: string) => string>> = {
  "an output": (schema) =>
    agentModule("", {
      before: `${zod3}export const Large: any = ${schema};`,
      decorators: "@schema(Large)",
    }),
  "a tool": (schema) =>
    agentModule("", {
      before: `${zod3}import { defineTool, tools } from "troupe"; export const Large: any = ${schema};
        const look = defineTool({ name: "look", description: "Looks.", input: z.object({ large: Large }), run: () => 1 });`,
      decorators: "@tools(look)",
    }),
};

describe.each(Object.entries(places))("%s with a schema", (_place, source) => {
  test.each(Object.entries(tooLarge))(
    "%s is a diagnostic with a place",
    async (_, schema) => {
      const project = useProject({ "agents/story.ts": source(schema) });
      const { diagnostics, ok } = await project.build();
      expect(ok).toBe(false);
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(errors.map(({ code, span }) => [code, span?.file])).toContainEqual([
        expect.stringMatching(/\/unsupported$|param\/|tool\//),
        "agents/story.ts",
      ]);
      expect(errors.map(({ message }) => message).join("\n")).toMatch(
        /more than (?:200|100000) |nested too deeply/,
      );
      expect(errors.map(pointedAt).join("\n")).toMatch(/Large|large|look/);
    },
    60_000,
  );
});

// The type of the field says what a caller may give, and the schema itself what is taken.
test.each(Object.entries(tooLarge))(
  "a param with a schema %s is built without converting it",
  async (_, schema) => {
    const project = useProject({
      "agents/story.ts": agentModule("@param(Large) large!: unknown;", {
        before: `${zod3}export const Large: any = ${schema};`,
      }),
    });
    expect(await project.build()).toMatchObject({ ok: true });
  },
  60_000,
);

test.each(Object.entries(fine))(
  "a schema %s is built",
  async (_, schema) => {
    const project = useProject({ "agents/story.ts": places["an output"]?.(schema) });
    expect(await project.build()).toMatchObject({ ok: true });
  },
  60_000,
);

test("a schema that is written out 800 objects deep is a diagnostic with a place", async () => {
  const schema = `${"z.object({ a: ".repeat(800)}z.string()${" })".repeat(800)}`;
  const project = useProject({ "agents/story.ts": places["an output"]?.(schema) });
  const { diagnostics, ok } = await project.build();
  expect(ok).toBe(false);
  // Which of the two it is depends on the stack: TypeScript itself may not get through the file.
  expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
    [expect.stringMatching(/^(?:schema\/unsupported|source\/unreadable)$/), "agents/story.ts"],
  ]);
}, 60_000);
