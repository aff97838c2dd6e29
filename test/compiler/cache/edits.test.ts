import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import { createProject, type TestProject } from "../compiled-project.js";

/** What of a project an edit chooses; everything else follows. */
interface Shape {
  /** By agent: whether it is there, and which of its variants. */
  readonly agents: readonly { readonly isThere: boolean; readonly variant: number }[];
  readonly base: number;
  readonly schemas: readonly number[];
  readonly types: number;
  readonly tool: number;
  readonly words: number;
}

const agentNames = ["Zero", "One", "Two", "Three", "Four"] as const;

/** Agents that reach each other's modules, in ways that do and do not matter to each other. */
function textsOf({
  agents,
  base,
  schemas,
  types,
  tool,
  words,
}: Shape): Record<string, string | undefined> {
  const [first = 0, second = 0] = schemas;
  const texts: Record<string, string | undefined> = {
    "shared/base.ts": `import { Agent, model, param } from "troupe";
      @model("openai/${["gpt-4o", "gpt-4.1", "o3"][base]}")
      export abstract class Base extends Agent {
        /** Base ${base}. */
        @param() locale${base === 2 ? "?: string" : ` = "en"`};
        override system() { return String(this.locale); }
      }`,
    "schemas/first.ts": `import { z } from "zod"; export const First = z.object({ a${first}: z.string() });`,
    "schemas/second.ts": `import { z } from "zod"; import { First } from "./first.js";
      export const Second = z.object({ b${second}: First, c: z.enum(["x", "y${second}"]) });`,
    "types/order.ts": `export interface Order { id${types}: string; next?: Order["id${types}"] }
      ${types === 2 ? "declare global { interface Everywhere { deep: string } }" : ""}`,
    "prompts/first.ts": `export { second } from "./second.js"; export const first = "first ${words}";`,
    "prompts/second.ts": `export const second = "second ${words % 2}";`,
    "shared/tool.ts": `import { defineTool } from "troupe"; import { z } from "zod";
      export const tool = defineTool({ name: "tool${tool}", description: "A tool.", input: z.object({ t: z.number() }), run: () => 1 });`,
  };
  for (const [at, name] of agentNames.entries()) {
    const { isThere = false, variant = 0 } = agents[at] ?? {};
    texts[`agents/${name.toLowerCase()}.ts`] = isThere ? writers[at]?.(variant) : undefined;
  }
  return texts;
}

const head = `import { Agent, description, model, param, schema, streaming, tool, tools } from "troupe";`;
const prompt = "override user() { return JSON.stringify(this); }";

const writers: readonly ((variant: number) => string)[] = [
  (
    variant,
  ) => `${head} import { Base } from "../shared/base.js"; import { First } from "../schemas/first.js";
    @schema(First) export class ZeroAgent extends Base { @param() topic${variant}!: string; ${prompt} }`,
  (
    variant,
  ) => `${head} import { Second } from "../schemas/second.js"; import type { Order } from "../types/order.js";
    @model("openai/gpt-4o") @schema(Second) ${variant === 1 ? "@streaming()" : ""}
    export class OneAgent extends Agent { @param() order?: Order; @param() list: Pick<Order, keyof Order>[] = []; ${prompt} }`,
  // A warning, and in one variant an error.
  (
    variant,
  ) => `${head} import { tool as shared } from "../shared/tool.js"; import { first } from "../prompts/first.js";
    @model("openai/gpt-4o") @tools(shared) export class TwoAgent extends Agent {
      @param() unread${variant}${variant === 2 ? "!: URL" : "?: string"};
      @tool("Does.") act({ n }: { n: number }) { return n; }
      override user() { return first; } }`,
  (variant) => `${head} import { OneAgent } from "./one.js";
    @model("openai/gpt-4o") @tools(OneAgent) ${variant === 2 ? '@description("Three.")' : ""}
    export class ThreeAgent extends Agent { @param() text${variant}!: string; ${prompt} }`,
  // More than data, and it may depend on anything.
  (variant) => `${head} import { z } from "zod";
    const { First } = await import("../schemas/first.js");
    @model("openai/gpt-4o") @description(Object.keys(First.shape).join()) export class FourAgent extends Agent {
      @param(z.string().min(${variant})) name!: string; ${prompt}
      async later() { return (await import("../prompts/second.js")).second; } }`,
];

const small = fc.nat({ max: 2 });
const shape: fc.Arbitrary<Shape> = fc.record({
  agents: fc.array(
    fc.record({ isThere: fc.constantFrom(true, true, true, false), variant: small }),
    {
      minLength: agentNames.length,
      maxLength: agentNames.length,
    },
  ),
  base: small,
  schemas: fc.tuple(small, small),
  types: small,
  tool: small,
  words: small,
});

/** From one shape to the next, most of a project stays as it is. */
const edits = fc.array(
  fc.record({
    to: shape,
    part: fc.constantFrom("agents", "base", "schemas", "types", "tool", "words"),
  }),
  { minLength: 3, maxLength: 5 },
);

test(
  "after any edits, a build with what is kept says and writes what one without does",
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(shape, edits, async (from, edits) => {
        const project = createProject({});
        try {
          const current = { ...from };
          await buildBoth(project, current);
          for (const { to, part } of edits) {
            Object.assign(current, { [part]: to[part as keyof Shape] });
            await buildBoth(project, current);
          }
        } finally {
          project.remove();
        }
      }),
      { numRuns: Number(process.env["TROUPE_EDIT_RUNS"] ?? 2), endOnFailure: true },
    );
  },
);

async function buildBoth(project: TestProject, shape: Shape): Promise<void> {
  project.write(textsOf(shape));
  const kept = await project.build();
  const output = outputOf(project);
  const again = await project.build();
  // In a folder of its own, so that what is kept stays what the edits have left.
  const fresh = createProject(textsOf(shape));
  try {
    const built = await fresh.build({ force: true });
    expect(saidBy(kept)).toEqual(saidBy(built));
    expect(saidBy(again)).toEqual(saidBy(built));
    if (built.ok) expect(output).toEqual(outputOf(fresh));
    expect(again.unchanged).toBe(built.ok);
  } finally {
    fresh.remove();
  }
}

function saidBy({ ok, diagnostics, manifest, agents }: BuildResult) {
  return { ok, diagnostics, manifest, agents };
}

function outputOf({ root }: TestProject): Record<string, string> {
  const folder = path.join(root, "generated");
  try {
    return Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
    );
  } catch {
    return {};
  }
}
