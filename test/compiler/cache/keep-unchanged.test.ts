import { expect, test } from "vitest";
import { agentModule, type TestProject, useProject } from "../compiled-project.js";

const config = `
  import { defineConfig } from "troupe";
  export default defineConfig({ agents: "agents/*.ts", defaults: { model: "openai/gpt-4o" } });`;

const other = (imported: string) =>
  agentModule("", { name: "OtherAgent", before: `import ${JSON.stringify(imported)};` });

/** Builds, changes a file that the other agent imports, and expects a build to write all that changes. */
async function expectSeen(project: TestProject, file: string, from: string, to: string) {
  expect(await project.build()).toMatchObject({ ok: true });
  const text = project.read(file);
  expect(text).toContain(from);
  project.write({ [file]: text.replace(from, to) });
  const { written } = await project.build();
  expect(written).toContain("generated/story.ts");
  expect((await project.build({ force: true })).written).toEqual([]);
}

test("an agent that imports by a name that it makes is compiled with every change", async () => {
  const before = `const { word } = await import(["../shared", "word.js"].join("/"));`;
  const project = useProject({
    "agents.config.ts": config,
    "shared/word.ts": `export const word = "one";`,
    "agents/story.ts": agentModule("", { before, decorators: "@description(word)" }),
    "agents/other.ts": other("../shared/word.js"),
  });
  await expectSeen(project, "shared/word.ts", "one", "two");
});

test("a global type that another agent's module declares is seen to change", async () => {
  const project = useProject({
    "agents.config.ts": config,
    "shared/order.ts": `export {}; declare global { interface Order { id: string } }`,
    "agents/story.ts": agentModule("@param() order!: Order;"),
    "agents/other.ts": other("../shared/order.js"),
  });
  await expectSeen(project, "shared/order.ts", "id: string", "code: number");
});

test("a module that an agent shares with the config is seen to change for all agents", async () => {
  const project = useProject({
    "agents.config.ts": config
      .replace("import", `import { model } from "./shared/model.js";\n  import`)
      .replace(`model: "openai/gpt-4o"`, "model"),
    "shared/model.ts": `export const model = "openai/gpt-4o";`,
    "agents/story.ts": agentModule(""),
    "agents/other.ts": other("../shared/model.js"),
  });
  await expectSeen(project, "shared/model.ts", "gpt-4o", "gpt-4.1");
});
