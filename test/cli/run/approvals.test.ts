import { afterAll, beforeAll, expect, it } from "vitest";
import type { Manifest } from "../../../src/manifest/manifest.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cliProject, type CliProject } from "../cli-project.js";

let project: CliProject;

beforeAll(async () => {
  project = cliProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
    "agents.config.ts": `
      import { defineConfig, fake } from "troupe";
      const calls = [
        { name: "book", input: { city: "Oslo" } },
        { name: "pay", input: { amount: 5 } },
        { name: "pay", input: { amount: 500 } },
      ];
      export default defineConfig({ agents: "agents/**/*.agent.ts", providers: {
        fake: fake({ script: ({ messages }) =>
          messages.at(-1)?.role === "tool" ? "Booked." : { text: "Let me see.", toolCalls: calls } }),
      } });`,
    "agents/desk.agent.ts": `
      import { Agent, clientTool, defineTool, model, tool, tools } from "troupe";
      import { z } from "zod";
      const book = defineTool({
        name: "book", description: "Books.", input: z.object({ city: z.string() }), approve: true,
        run: ({ city }) => "Booked " + city,
      });
      const locate = clientTool({ name: "locate", description: "Says where.", input: z.object({}) });
      /** Books. */
      @model("fake/x") @tools(book, locate)
      export class DeskAgent extends Agent {
        /** Pays. */
        @tool({ approve: ({ amount }: { amount: number }) => amount > 100 })
        pay({ amount }: { amount: number }) { return "Paid " + amount; }
        override user() { return "Go."; }
      }`,
  });
  expect(await project.agents(["build"])).toMatchObject({ code: 0 });
});
afterAll(() => project.remove());

it("is in the manifest and in what assistants read", () => {
  const manifest = readFileSync(join(project.root, "generated/manifest.json"), "utf8");
  expect((JSON.parse(manifest) as Manifest).agents["desk"]?.tools).toMatchObject([
    { name: "pay", approve: true, run: { kind: "method", method: "pay" } },
    { name: "book", approve: true, run: { kind: "defined" } },
    { name: "locate", run: { kind: "client" } },
  ]);
});

it("pauses where nobody approves, and says so", async () => {
  const { code, stderr } = await project.agents(["run", "desk"]);
  expect(code).toBe(1);
  expect(stderr).toContain("The execution is paused: book for its approval");
  expect(stderr).toContain("Paid 5");
  expect(stderr).not.toContain("Paid 500");
});

it("runs with --approve", async () => {
  const { code, stdout, stderr } = await project.agents(["run", "desk", "--approve"]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("Booked.") });
  expect(stderr).toContain("Paid 500");
});
