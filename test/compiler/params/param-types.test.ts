import { beforeAll, describe, expect, test } from "vitest";
import { createTypedProject, type TypedProject } from "../emit/type-check.js";
import { createProject, type TestProject } from "../compiled-project.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";

const agent = `import { Agent, param, tool } from "troupe";
import { z } from "zod";
import type { Trip } from "../trip.js";
export interface Tree { value: string; at?: Date; children: Tree[] }
type Json = string | number | Json[] | { [key: string]: Json };
interface Node<T> { value: T; next?: Node<T> }
type Tone = "warm" | "dry" | "calm";
const tones = ["z", "y", "x"] as const;
export class RealAgent extends Agent {
  @param() tags!: string[];
  @param() pair!: readonly [string, number?];
  @param() when!: Date;
  @param() maybe?: Date | null;
  @param() tree!: Tree;
  @param() trees?: { all: Tree[]; json: Json };
  @param() list!: Node<string>;
  @param() id!: \`id-\${string}\`;
  @param() size?: \`\${number}px\`;
  @param() rest!: Exclude<Tone, "dry">;
  @param() tone!: (typeof tones)[number];
  @param() key!: keyof Pick<Trip, "to" | "from">;
  @param() trip!: Readonly<Trip>;
  @param(z.string().transform((text) => text.length)) length!: number;
  @param(z.string().default("x")) defaulted!: string;
  @param(z.string().transform((text) => new Map([[text, 1]]))) map!: Map<string, number>;
  /** Draws. */
  @tool() draw(shape: { kind: "line"; to: Tree } | { kind: "dot"; at: Date }) {
    return shape.kind === "dot" ? shape.at.getTime() : shape.to.value;
  }
  user() { return \`\${this.when.getTime()} \${this.tree.children[0]?.at?.getTime()} \${this.maybe} \${this.id}\`; }
}
`;

const trip = `export interface Trip { to: "b" | "a" | null; from: "n" | "m"; stops?: { at: Date; tags: string[] }[] }\n`;

const caller = `import { real } from "./generated/index.js";
import type { RealParams } from "./generated/index.js";
const tags = ["a", "b"] as const;
const tree = { value: "root", children: [{ value: "leaf", at: "2026-01-31", children: [] }] } as const;
export const params = {
  tags, pair: ["a"], when: new Date(), tree, list: { value: "a", next: { value: "b" } }, id: "id-7",
  rest: "calm", tone: "y", key: "from", trip: { to: "a", from: "m" }, length: "four", map: "one",
} as const satisfies RealParams;
export const execution = real({ ...params, when: "2026-01-31", trees: { all: [tree], json: [1, { a: ["b"] }] }, maybe: null, size: "4px" });
// @ts-expect-error a text of another form
export const wrongId: RealParams["id"] = "x-7";
// @ts-expect-error what the class has, and not what the schema takes
export const wrongLength: RealParams["length"] = 4;
`;

const config = `import { defineConfig, fake } from "troupe";
export default defineConfig({ agents: "agents/*.ts", defaults: { model: "openai/any" }, providers: { openai: fake() } });
`;

let project: TestProject;

beforeAll(async () => {
  project = createProject({
    "agents.config.ts": config,
    "agents/real.ts": agent,
    "trip.ts": trip,
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return () => project.remove();
}, 120_000);

/** A line of the generated module. */
function lineOf(start: string): string | undefined {
  const lines = project.read("generated/real.ts").split("\n");
  return lines.find((line) => line.trimStart().startsWith(start))?.trim();
}

describe("params of types that real code has", () => {
  test("are written for callers, who may give lists that are only read, and dates as text", () => {
    expect(lineOf("tags:")).toBe("tags: readonly string[];");
    expect(lineOf("pair:")).toBe("pair: readonly [string, number?];");
    expect(lineOf("when:")).toBe("when: Date | string;");
    expect(lineOf("maybe?:")).toBe("maybe?: Date | string | null | undefined;");
    expect(lineOf("tree:")).toBe("tree: RealParamsTree;");
    expect(lineOf("id:")).toBe("id: `id-${string}`;");
    expect(lineOf("export interface RealParamsTree")).toContain(
      "children: readonly RealParamsTree[]",
    );
  });

  test("keep the order in which their unions are written", () => {
    expect(lineOf("rest:")).toBe('rest: "warm" | "calm";');
    expect(lineOf("tone:")).toBe('tone: "z" | "y" | "x";');
    expect(lineOf("key:")).toBe('key: "to" | "from";');
    expect(lineOf("to:") ?? lineOf("trip:")).toContain('to: "b" | "a" | null');
  });

  test("are taken from callers in TypeScript 6 and 7", { timeout: 120_000 }, async () => {
    const names = ["agents.config.ts", "agents/real.ts", "trip.ts"];
    const files = [...names, "generated/index.ts", "generated/real.ts"].map(
      (name) => [name, project.read(name)] as const,
    );
    const typed: TypedProject = await createTypedProject(
      new Map([...files, ["app.ts", caller] as const]),
      "nodenext",
      { exactOptionalPropertyTypes: false, noImplicitOverride: false },
    );
    expect(await typed.checkWith7()).toEqual([]);
    expect(typed.checkWith6()).toEqual([]);
    await typed.remove();
  });

  test("come to the class as it has them", async () => {
    const loader = createModuleLoader({ root: project.root });
    const { real } = await loader.load(`${project.root}/generated/index.ts`);
    const call = real as (params: unknown) => Promise<string> & { record: Promise<unknown> };
    const tree = {
      value: "r",
      children: [{ value: "l", at: "2026-01-31T00:00:00Z", children: [] }],
    };
    const params = {
      tags: [],
      pair: ["a"],
      when: "2026-01-31",
      tree,
      list: { value: "a" },
      id: "id-7",
      rest: "calm",
      tone: "y",
      key: "to",
      trip: { to: null, from: "m", stops: [{ at: new Date(0), tags: [] }] },
      length: "four",
      map: "one",
    };
    await expect(call(params)).resolves.toEqual(expect.any(String));
    const wrong = { ...params, when: "soon", tree: { value: "r", children: [{}] }, id: "x" };
    const error = await call(wrong).catch((thrown: unknown) => thrown);
    expect((error as { issues: { path: unknown[] }[] }).issues.map(({ path }) => path)).toEqual([
      ["when"],
      ["tree", "children", 0, "value"],
      ["tree", "children", 0, "children"],
      ["id"],
    ]);
  });

  test("name agent, param and path where a type of another file cannot be one", async () => {
    const broken = createProject({
      "agents/real.ts": `import { Agent, param } from "troupe";
        import type { Trip } from "../trip.js";
        export class RealAgent extends Agent { @param() trip!: Trip; user() { return ""; } }`,
      "trip.ts": "export interface Trip { days: { guide: Map<string, number> }[] }",
    });
    const { diagnostics } = await broken.build();
    broken.remove();
    expect(diagnostics).toMatchObject([
      {
        code: "type/not-json",
        span: { file: "trip.ts" },
        message: expect.stringContaining(
          'It is trip.days[].guide of the param "trip" of RealAgent.',
        ),
      },
    ]);
  });

  test("ask a model for a tool's union within an object", () => {
    const manifest = JSON.parse(project.read("generated/manifest.json"));
    const [draw] = manifest.agents.real.tools;
    expect(draw.schema.anyOf).toHaveLength(2);
    expect(draw.restore).toMatchObject({ unwrap: { value: expect.anything() } });
  });
});
