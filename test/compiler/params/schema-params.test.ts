import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import type { ParamSpec } from "../../../src/manifest/manifest.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { createProject, type TestProject } from "../compiled-project.js";

/** A param as the author declares it, what a caller's interface says of it, and what comes of a value. */
interface Case {
  readonly field: string;
  readonly type: string;
  readonly given?: unknown;
  /** What the class has. */
  readonly held: unknown;
  readonly refused?: unknown;
}

const cases: Readonly<Record<string, Case>> = {
  transform: {
    field: "@param(z.string().transform((text) => text.length)) transform!: number;",
    type: "transform: string;",
    given: "four",
    held: 4,
    refused: 4,
  },
  optionalTransform: {
    field: "@param(z.string().transform((text) => text.length)) optionalTransform?: number;",
    type: "optionalTransform?: string | undefined;",
    held: undefined,
  },
  initialized: {
    field: "@param(z.string().transform((text) => text.length)) initialized: number = 7;",
    type: "initialized?: string | undefined;",
    held: 7,
  },
  coerced: {
    field: "@param(z.coerce.number().min(2)) coerced!: number;",
    type: "coerced: unknown;",
    given: "12",
    held: 12,
    refused: "1",
  },
  coercedDate: {
    field: "@param(z.coerce.date()) coercedDate!: Date;",
    type: "coercedDate: unknown;",
    given: "2026-01-31",
    held: new Date("2026-01-31"),
    refused: "no day",
  },
  defaulted: {
    field: '@param(z.string().default("dusk")) defaulted!: string;',
    type: "defaulted?: string | undefined;",
    held: "dusk",
    refused: 4,
  },
  optionalDefault: {
    field: '@param(z.string().default("dusk")) optionalDefault?: string;',
    type: "optionalDefault?: string | undefined;",
    held: "dusk",
  },
  prefaulted: {
    field: '@param(z.string().trim().prefault("  dusk ")) prefaulted!: string;',
    type: "prefaulted?: string | undefined;",
    held: "dusk",
  },
  filledIn: {
    field: '@param(z.string().optional().transform((text) => text ?? "none")) filledIn!: string;',
    type: "filledIn?: string | undefined;",
    held: "none",
  },
  piped: {
    field: "@param(z.string().transform(Number).pipe(z.number().max(9))) piped!: number;",
    type: "piped: string;",
    given: "8",
    held: 8,
    refused: "10",
  },
  decoded: {
    field:
      "@param(z.codec(z.iso.date(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })) decoded!: Date;",
    type: "decoded: string;",
    given: "2026-01-31",
    held: new Date("2026-01-31"),
    refused: "soon",
  },
  preprocessed: {
    field:
      '@param(z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(z.string()))) preprocessed!: string[];',
    type: "preprocessed: unknown;",
    given: "a,b",
    held: ["a", "b"],
    refused: 4,
  },
  caught: {
    field: '@param(z.enum(["a", "b"]).catch("a")) caught!: "a" | "b";',
    type: "caught: unknown;",
    given: "z",
    held: "a",
  },
  within: {
    field:
      '@param(z.object({ names: z.array(z.string().transform((text) => text.length)), tone: z.enum(["b", "a"]).default("a") })) within!: { names: number[]; tone: "b" | "a" };',
    type: 'within: { names: readonly string[]; tone?: "b" | "a" | undefined };',
    given: { names: ["ab"] },
    held: { names: [2], tone: "a" },
    refused: { names: [2] },
  },
  collected: {
    field:
      "@param(z.array(z.string()).transform((list) => new Set(list))) collected!: Set<string>;",
    type: "collected: readonly string[];",
    given: ["a", "a"],
    held: new Set(["a"]),
  },
  old: {
    field: "@param(z3.string().transform((text) => text.length)) old!: number;",
    type: "old: string;",
    given: "four",
    held: 4,
    refused: 4,
  },
  oldDefault: {
    field: '@param(z3.string().default("dusk")) oldDefault!: string;',
    type: "oldDefault?: string | undefined;",
    held: "dusk",
  },
  oldCoerced: {
    field: "@param(z3.coerce.number()) oldCoerced!: number;",
    type: "oldCoerced: unknown;",
    given: "12",
    held: 12,
  },
  oldPreprocessed: {
    field: "@param(z3.preprocess(Number, z3.number())) oldPreprocessed!: number;",
    type: "oldPreprocessed: unknown;",
    given: "12",
    held: 12,
  },
  oldPiped: {
    field: "@param(z3.string().transform(Number).pipe(z3.number())) oldPiped!: number;",
    type: "oldPiped: string;",
    given: "8",
    held: 8,
  },
  // Nothing is converted: the author's own words stay.
  same: {
    field: "@param(z.array(z.string().trim())) same!: string[];",
    type: "same: readonly string[];",
    given: [" a "],
    held: ["a"],
  },
};

let project: TestProject;
let result: BuildResult;

beforeAll(async () => {
  project = createProject({
    "agents.config.ts": `import { defineConfig, fake } from "troupe";
      export default defineConfig({ agents: "agents/*.ts", defaults: { model: "test/any" }, providers: { test: fake() } });`,
    "agents/held.ts": `import { Agent, param } from "troupe";
      import { z } from "zod";
      import { z as z3 } from "zod/v3";
      export const held: unknown[] = [];
      export class HeldAgent extends Agent {
        ${Object.values(cases)
          .map(({ field }) => field)
          .join("\n")}
        user() { held.push({ ...this }); return JSON.stringify(this); }
      }`,
  });
  result = await project.build();
}, 60_000);

afterAll(() => project.remove());

function spec(name: string): ParamSpec | undefined {
  return result.manifest?.agents["held"]?.params.find((param) => param.name === name);
}

const given = Object.fromEntries(
  Object.entries(cases).flatMap(([name, one]) => ("given" in one ? [[name, one.given]] : [])),
);

async function call(params: Readonly<Record<string, unknown>>): Promise<unknown> {
  const loader = createModuleLoader({ root: project.root });
  const { held } = await loader.load(path.join(project.root, "generated/index.ts"));
  const execution = (held as (params: unknown) => Promise<string>)(params);
  await execution;
  const module = await loader.load(path.join(project.root, "agents/held.ts"));
  return (module["held"] as unknown[]).at(-1);
}

describe("a param with a Zod schema", () => {
  test("is built without a complaint, whatever the class then has", () => {
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each(Object.entries(cases))("is given what its schema takes: %s", (_, { type }) => {
    expect(project.read("generated/held.ts")).toMatch(
      new RegExp(`^  ${type.replaceAll(/[$.*+?()[\]{}|]/g, String.raw`\$&`)}$`, "m"),
    );
  });

  test("is what its schema makes, in the class", async () => {
    const expected = Object.entries(cases).map(([name, { held }]) => [name, held]);
    expect(await call(given)).toEqual(Object.fromEntries(expected));
  });

  test("is refused where its schema refuses it", async () => {
    const wrong = Object.entries(cases).filter(([, one]) => "refused" in one);
    const params = {
      ...given,
      ...Object.fromEntries(wrong.map(([name, { refused }]) => [name, refused])),
    };
    const error: unknown = await call(params).catch((thrown: unknown) => thrown);
    const issues = (error as { issues: { path: string[] }[] }).issues;
    expect([...new Set(issues.map((issue) => issue.path[0]))]).toEqual(wrong.map(([name]) => name));
  });

  test("is in the manifest as callers, the command line and models know it", () => {
    expect(spec("transform")).toMatchObject({
      type: { kind: "string" },
      zod: true,
      converts: true,
    });
    expect(spec("coerced")).toMatchObject({ type: { kind: "unknown" }, json: { kind: "number" } });
    expect(spec("coercedDate")).toMatchObject({ json: { kind: "string" } });
    expect(spec("defaulted")).toMatchObject({ required: false });
    expect(spec("same")).not.toHaveProperty("converts");
  });
});
