import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { agentModule, type TestProject, useProject } from "../compiled-project.js";

/** Four builds, each with the type checker. */
const timeout = 60_000;

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

test(
  "an agent that imports by a name that it makes is compiled with every change",
  { timeout },
  async () => {
    const before = `const { word } = await import(["../shared", "word.js"].join("/"));`;
    const project = useProject({
      "agents.config.ts": config,
      "shared/word.ts": `export const word = "one";`,
      "agents/story.ts": agentModule("", { before, decorators: "@description(word)" }),
      "agents/other.ts": other("../shared/word.js"),
    });
    await expectSeen(project, "shared/word.ts", "one", "two");
  },
);

test(
  "a global type that another agent's module declares is seen to change",
  { timeout },
  async () => {
    const project = useProject({
      "agents.config.ts": config,
      "shared/order.ts": `export {}; declare global { interface Order { id: string } }`,
      "agents/story.ts": agentModule("@param() order!: Order;"),
      "agents/other.ts": other("../shared/order.js"),
    });
    await expectSeen(project, "shared/order.ts", "id: string", "code: number");
  },
);

test(
  "a module that an agent shares with the config is seen to change for all agents",
  { timeout },
  async () => {
    const project = useProject({
      "agents.config.ts": config
        .replace("import", `import { model } from "./shared/model.js";\n  import`)
        .replace(`model: "openai/gpt-4o"`, "model"),
      "shared/model.ts": `export const model = "openai/gpt-4o";`,
      "agents/story.ts": agentModule(""),
      "agents/other.ts": other("../shared/model.js"),
    });
    await expectSeen(project, "shared/model.ts", "gpt-4o", "gpt-4.1");
  },
);

describe("an agent that was taken over by the last build", () => {
  const told = `const text = readFileSync(new URL("../data/prompt.txt", import.meta.url), "utf8");`;
  const listed = `const text = readdirSync(new URL("../data", import.meta.url)).join();`;
  const story = (before: string) =>
    agentModule("", {
      before: `import { readdirSync, readFileSync } from "node:fs"; ${before}`,
      decorators: "@description(text)",
    });
  const files = (before: string) => ({
    "agents.config.ts": config,
    "data/prompt.txt": "Tells.",
    "shared/word.ts": `export const text = "one";`,
    "agents/story.ts": story(before),
    "agents/other.ts": agentModule("", { name: "OtherAgent" }),
  });
  let edits = 0;
  const editOther = (project: TestProject) =>
    project.write({ "agents/other.ts": agentModule(`n = ${edits++};`, { name: "OtherAgent" }) });

  test.each<[what: string, before: string, change: Readonly<Record<string, string>>]>([
    [
      "a module that it imports",
      `import { text } from "../shared/word.js";`,
      { "shared/word.ts": `export const text = "two";` },
    ],
    ["a file that it reads", told, { "data/prompt.txt": "Says." }],
    ["a folder that it lists", listed, { "data/more.txt": "" }],
  ])("is built again after a change of %s", { timeout }, async (_, before, change) => {
    const project = useProject(files(before));
    await project.build();
    editOther(project);
    await project.build();
    project.write(change);
    expect((await project.build()).written).toContain("generated/story.ts");
    expect((await project.build({ force: true })).written).toEqual([]);
  });

  test(
    "is built again when a file that it reads went away during that build",
    { timeout },
    async () => {
      const project = useProject(files(told));
      await project.build();
      editOther(project);
      await project.build({ onCompile: () => project.write({ "data/prompt.txt": undefined }) });
      expect(await project.build()).toMatchObject({
        ok: false,
        diagnostics: [{ code: "source/load-failed" }],
      });
    },
  );

  test(
    "is not mixed up with what another build left that was killed before it had written its record",
    { timeout },
    async () => {
      const project = useProject(files(told));
      await project.build();
      const cache = path.join(project.root, "node_modules/.cache/troupe");
      const record = readdirSync(cache).find((name) => name.endsWith(".build.json")) ?? "";
      const first = readFileSync(path.join(cache, record));
      project.write({ "agents/story.ts": story(`const text = "Later.";`) });
      await project.build();
      writeFileSync(path.join(cache, record), first);
      project.write({ "agents/story.ts": story(told) });
      editOther(project);
      await project.build();
      expect(project.read("generated/manifest.json")).toContain("Tells.");
      expect((await project.build({ force: true })).written).toEqual([]);
    },
  );
});
