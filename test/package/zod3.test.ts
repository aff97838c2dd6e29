import { rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInCi } from "../support/describe-in-ci.js";
import { installPacked, type PackedProject } from "./packed-project.js";

const zod3 = fileURLToPath(new URL("../../node_modules/zod3", import.meta.url));

const files: Readonly<Record<string, string>> = {
  "package.json": `{ "name": "application", "type": "module", "private": true }`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
    include: ["agents.config.ts", "agents", "generated", "app.ts"],
  }),
  "agents.config.ts": `
    import { defineConfig, fake } from "troupe";
    export default defineConfig({
      agents: "agents/*.agent.ts",
      providers: { fake: fake({ script: () => '{"title":"A","count":2}' }) },
    });
  `,
  "agents/note.agent.ts": `
    import { Agent, model, param, schema } from "troupe";
    import { z } from "zod";

    export const Note = z.object({ title: z.string().min(1), count: z.number(), more: z.string().optional() });

    @model("fake/any")
    @schema(Note)
    export class NoteAgent extends Agent {
      @param(z.string().email()) to!: string;
      @param({ min: 1 }) size = 3;
      user() { return \`To \${this.to}, \${this.size} lines.\`; }
    }
  `,
  "app.ts": `
    import { note } from "./generated/index.js";

    const output: { title: string; count: number; more?: string | undefined } = await note({ to: "a@example.com" });
    const { error } = await note({ to: "nobody" }).record;
    console.log(JSON.stringify({ output, code: error?.code, path: error?.issues?.[0]?.path }));
  `,
};

const timeout = 120_000;
let project: PackedProject;

beforeAll(async () => {
  project = await installPacked(files);
  unlinkSync(join(project.root, "node_modules/zod"));
  symlinkSync(zod3, join(project.root, "node_modules/zod"));
  await project.node("node_modules/troupe/dist/cli/main.js", "build");
}, timeout);

afterAll(() => {
  if (project) rmSync(project.root, { recursive: true, force: true });
});

describeInCi("a project with Zod 3", () => {
  it("builds, passes tsc and runs", { timeout }, async () => {
    expect(await project.node("node_modules/typescript/bin/tsc")).toBe("");
    expect(await project.node("node_modules/tsx/dist/cli.mjs", "app.ts")).toBe(
      `${JSON.stringify({ output: { title: "A", count: 2 }, code: "invalid_params", path: ["to"] })}\n`,
    );
  });
});
