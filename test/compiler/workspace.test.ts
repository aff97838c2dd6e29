import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { cliProject } from "../cli/cli-project.js";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

const agent = (imports: string) => `
  import { Agent, model, schema } from "troupe";
  ${imports}
  @model("fake/clerk")
  @schema(Invoice)
  export class ClerkAgent extends Agent {
    override user() { return "Write an invoice."; }
  }
`;

const source = (property: string) =>
  `import { z } from "zod";\nexport const Invoice = z.object({ ${property}: z.number() });\n`;

/** A workspace of two packages, linked as npm, pnpm and yarn link them. */
const workspace = {
  "package.json": `{ "private": true, "workspaces": ["packages/*"] }`,
  "packages/app/package.json": `{ "type": "module" }`,
  "packages/app/tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      module: "nodenext",
      target: "es2022",
      types: ["node"],
      noEmit: true,
      skipLibCheck: true,
    },
  }),
  "packages/app/agents.config.ts": `
    import { defineConfig } from "troupe";
    export default defineConfig({ agents: "agents/*.agent.ts" });
  `,
  "packages/app/agents/clerk.agent.ts": agent(`import { Invoice } from "@acme/schemas/invoice";`),
};

describe("a schema of another package of the workspace", () => {
  it.each([
    [
      "as TypeScript",
      {
        "packages/schemas/package.json": `{ "name": "@acme/schemas", "type": "module", "exports": { "./invoice": "./src/invoice.ts" } }`,
        "packages/schemas/src/invoice.ts": source("total"),
      },
      { "packages/schemas/src/invoice.ts": source("sum") },
    ],
    [
      "as JavaScript with declarations",
      {
        "packages/schemas/package.json": `{ "name": "@acme/schemas", "type": "module", "exports": { "./invoice": { "types": "./dist/invoice.d.ts", "default": "./dist/invoice.js" } } }`,
        "packages/schemas/dist/invoice.js": source("total"),
        "packages/schemas/dist/invoice.d.ts": `import { z } from "zod";\nexport declare const Invoice: z.ZodObject<{ total: z.ZodNumber }>;\n`,
      },
      { "packages/schemas/dist/invoice.js": source("sum") },
    ],
  ])(
    "is imported as the agent imports it, %s, and a change of it is seen",
    { timeout: 120_000 },
    async (_, files, changed) => {
      const project = cliProject({ ...workspace, ...files });
      onTestFinished(() => project.remove());
      mkdirSync(join(project.root, "node_modules/@acme"), { recursive: true });
      symlinkSync("../../packages/schemas", join(project.root, "node_modules/@acme/schemas"));
      const agents = (...args: string[]) => project.agents([...args, "--cwd", "packages/app"]);
      const build = await agents("build");
      expect(build, build.stderr).toMatchObject({ code: 0 });
      const read = (file: string) => readFileSync(join(project.root, "packages/app", file), "utf8");
      expect(read("generated/clerk.ts")).toContain(
        `import { Invoice } from "@acme/schemas/invoice";`,
      );
      execFileSync(process.execPath, [tsc, "-p", join(project.root, "packages/app")]);
      const run = await agents("run", "clerk", "--fake", "--json", "--no-stream");
      expect(Object.keys(JSON.parse(run.stdout) as object)).toEqual(["total"]);
      project.write(changed as unknown as Record<string, string>);
      expect((await agents("build", "--check")).code).toBe(1);
      await agents("build");
      expect(read("generated/manifest.json")).toContain('"sum"');
    },
  );

  it("is imported by a path where the agent does so", { timeout: 60_000 }, async () => {
    const project = cliProject({
      ...workspace,
      "packages/shared/invoice.ts": source("total"),
      "packages/app/agents/clerk.agent.ts": agent(
        `import { Invoice } from "../../shared/invoice.js";`,
      ),
    });
    onTestFinished(() => project.remove());
    const build = await project.agents(["build", "--cwd", "packages/app"]);
    expect(build, build.stderr).toMatchObject({ code: 0 });
    const clerk = readFileSync(join(project.root, "packages/app/generated/clerk.ts"), "utf8");
    expect(clerk).toContain(`import { Invoice } from "../../shared/invoice.js";`);
  });
});
