import { beforeAll, describe, expect, test } from "vitest";
import type { BuildResult } from "../../src/compiler/build.js";
import { agentModule, createProject, pointedAt, useProject } from "../compiler/compiled-project.js";

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

type Source = (schema: string, name: string) => string;

const outputOf: Source = (schema, name) =>
  agentModule("", {
    before: `${zod3}export const Large: any = ${schema};`,
    decorators: "@schema(Large)",
    name,
  });

const places: Readonly<Record<string, Source>> = {
  "an output": outputOf,
  "a tool": (schema, name) =>
    agentModule("", {
      before: `${zod3}import { defineTool, tools } from "troupe"; export const Large: any = ${schema};
        const look = defineTool({ name: "look", description: "Looks.", input: z.object({ large: Large }), run: () => 1 });`,
      decorators: "@tools(look)",
      name,
    }),
};

/** The file of the agent that has the nth schema. */
const fileOf = (at: number): string => `agents/agent-${at}.ts`;

/** One build for all schemas, an agent for each. */
async function buildWith(
  schemas: Readonly<Record<string, string>>,
  source: Source,
): Promise<BuildResult> {
  const project = createProject(
    Object.fromEntries(
      Object.values(schemas).map((schema, at) => [fileOf(at), source(schema, `Large${at}Agent`)]),
    ),
  );
  try {
    return await project.build();
  } finally {
    project.remove();
  }
}

describe.each(Object.entries(places))("%s with a schema", (_place, source) => {
  let built: BuildResult;
  beforeAll(async () => {
    built = await buildWith(tooLarge, source);
  }, 180_000);

  test.each(Object.keys(tooLarge).map((name, at) => [name, at] as const))(
    "%s is a diagnostic with a place",
    (_, at) => {
      expect(built.ok).toBe(false);
      const errors = built.diagnostics.filter(
        ({ severity, span }) => severity === "error" && span?.file === fileOf(at),
      );
      expect(errors.map(({ code }) => code)).toContainEqual(
        expect.stringMatching(/\/unsupported$|param\/|tool\//),
      );
      expect(errors.map(({ message }) => message).join("\n")).toMatch(
        /more than (?:200|100000) |nested too deeply/,
      );
      expect(errors.map(pointedAt).join("\n")).toMatch(/Large|large|look/);
    },
  );
});

// The type of the field says what a caller may give, and the schema itself what is taken.
test("params with schemas as large are built without converting them", async () => {
  const { ok, agents } = await buildWith(tooLarge, (schema, name) =>
    agentModule("@param(Large) large!: unknown;", {
      before: `${zod3}export const Large: any = ${schema};`,
      name,
    }),
  );
  expect({ ok, agents }).toEqual({ ok: true, agents: Object.keys(tooLarge).length });
}, 180_000);

test("schemas that are large and can be converted are built", async () => {
  const { ok, agents } = await buildWith(fine, outputOf);
  expect({ ok, agents }).toEqual({ ok: true, agents: Object.keys(fine).length });
}, 180_000);

test("a schema that is written out 800 objects deep is a diagnostic with a place", async () => {
  const schema = `${"z.object({ a: ".repeat(800)}z.string()${" })".repeat(800)}`;
  const project = useProject({ "agents/story.ts": outputOf(schema, "StoryAgent") });
  const { diagnostics, ok } = await project.build();
  expect(ok).toBe(false);
  // Which of the two it is depends on the stack: TypeScript itself may not get through the file.
  expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
    [expect.stringMatching(/^(?:schema\/unsupported|source\/unreadable)$/), "agents/story.ts"],
  ]);
}, 60_000);
