import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { findTsconfig } from "../../../src/compiler/source/find-tsconfig.js";
import { agentModule, compilerOptions, useProject } from "../compiled-project.js";

/** As Vite begins a project. */
const ofVite = {
  "tsconfig.json": `{
    "files": [],
    "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.node.json" }],
  }`,
  "tsconfig.node.json": JSON.stringify({
    compilerOptions: { ...compilerOptions, strict: false },
    include: ["vite.config.ts", "agents.config.ts"],
  }),
  "tsconfig.app.json": `{
    "compilerOptions": ${JSON.stringify({
      ...compilerOptions,
      module: "esnext",
      moduleResolution: "bundler",
      allowImportingTsExtensions: true,
      paths: { "@/*": ["./src/*"] },
    })},
    /* Where the application is */
    "include": ["src"],
  }`,
};

const agent = agentModule(`@param() order!: Order;`, {
  before: `
    import { Story } from "@/story.ts";
    import type { Order } from "@/story.ts";`,
  decorators: "@schema(Story)",
});

const project = {
  "agents.config.ts": `import { defineConfig } from "troupe";
    export default defineConfig({
      agents: "src/agents/*.ts", output: "src/generated", defaults: { model: "openai/gpt-4o" },
    });`,
  "src/agents/story.ts": agent,
  "src/story.ts": `import { z } from "zod";
    export const Story = z.object({ title: z.string() });
    export interface Order { note: string | null }`,
};

describe("the tsconfig of a project", () => {
  const found = (files: Readonly<Record<string, string | undefined>>, modules: string[] = []) => {
    const { root } = useProject(files);
    const { file, looked } = findTsconfig(
      root,
      modules.map((module) => `${root}/${module}`),
    );
    const toName = (name: string) => path.posix.relative(root, name);
    return { file: file && toName(file), looked: looked.map(toName) };
  };
  const looked = ["tsconfig.json", "tsconfig.app.json", "tsconfig.node.json"];

  it("is the one in the root", () => {
    expect(found({})).toEqual({ file: "tsconfig.json", looked: ["tsconfig.json"] });
  });

  it("is none where there is none", () => {
    expect(found({ "tsconfig.json": undefined })).toEqual({ file: undefined, looked: [] });
  });

  it("is the one that includes a module, where the root's only refers to others", () => {
    expect(found(ofVite, ["src/agents/story.ts"])).toEqual({ file: "tsconfig.app.json", looked });
    expect(found(ofVite, ["vite.config.ts"])).toEqual({ file: "tsconfig.node.json", looked });
  });

  it("is the first of these where none includes it, or nothing is asked for", () => {
    expect(found(ofVite)).toEqual({ file: "tsconfig.app.json", looked });
    expect(found(ofVite, ["elsewhere/story.ts"])).toEqual({ file: "tsconfig.app.json", looked });
  });

  it("is the root's where that includes files and refers to others as well", () => {
    const own = { "tsconfig.json": `{ "references": [{ "path": "./tsconfig.app.json" }] }` };
    const root = { file: "tsconfig.json", looked: ["tsconfig.json"] };
    expect(found({ ...ofVite, ...own })).toEqual(root);
    const listed = {
      "tsconfig.json": `{ "files": ["a.ts"], "references": [{ "path": "./app" }] }`,
    };
    expect(found({ ...ofVite, ...listed })).toEqual(root);
  });

  it("is found through folders and through others that only refer, which may refer back", () => {
    const files = {
      "tsconfig.json": `{ "files": [], "references": [{ "path": "packages" }, { "path": "gone" }] }`,
      "packages/tsconfig.json": `{ "files": [], "references": [{ "path": ".." }, { "path": "./app" }] }`,
      "packages/app/tsconfig.json": "{}",
    };
    const app = "packages/app/tsconfig.json";
    expect(found(files, ["packages/app/story.ts"])).toEqual({
      file: app,
      looked: ["tsconfig.json", app],
    });
  });

  it("is the root's where that cannot be read, so that its error is told", () => {
    expect(found({ "tsconfig.json": "{" }).file).toBe("tsconfig.json");
  });
});

describe("a project that Vite has begun", () => {
  test("is built with the options and the aliases of its application", async () => {
    const { build, read } = useProject({ ...ofVite, ...project });
    expect(await build()).toMatchObject({ ok: true, diagnostics: [] });
    // The one for Vite's own config is not strict, and names no `.ts`.
    expect(read("src/generated/story.ts")).toContain(`from "../agents/story.ts"`);
    expect(read("src/generated/story.ts")).toContain("note: string | null");
  });

  test("is built anew when that tsconfig changes, and not for nothing", async () => {
    const it = useProject({ ...ofVite, ...project });
    await it.build();
    expect(await it.build()).toMatchObject({ ok: true, unchanged: true });
    const legacy = it.read("tsconfig.app.json").replace(`"strict":true`, `"strict":false`);
    it.write({ "tsconfig.app.json": legacy });
    expect(await it.build()).toMatchObject({ unchanged: false });
    it.write({ "tsconfig.json": it.read("tsconfig.json").replace("[{", `[{ "path": "lib" }, {`) });
    it.write({ "lib/tsconfig.json": JSON.stringify({ compilerOptions, include: ["../src"] }) });
    const result = await it.build();
    expect(result.diagnostics.map(({ code }) => code)).toEqual([
      "source/load-failed",
      "type/unresolved",
    ]);
  });

  test("loads agents with their own tsconfig where the config has another", async () => {
    const files = {
      ...ofVite,
      ...project,
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }`,
    };
    const it = useProject(files);
    expect(await it.build()).toMatchObject({ ok: true, diagnostics: [] });
    it.write({ "src/story.ts": it.read("src/story.ts").replace("title", "name") });
    expect(await it.build()).toMatchObject({ ok: true, unchanged: false });
    expect(it.read("src/generated/story.ts")).toContain("name");
  });

  test("is told what is wrong in the tsconfig that it is", async () => {
    const { build } = useProject({
      ...ofVite,
      ...project,
      "tsconfig.app.json": `{ "extends": "./nowhere.json", "include": ["src"] }`,
    });
    const { diagnostics } = await build();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^tsconfig\/unreadable: The file tsconfig\.app\.json cannot be read: /),
    ]);
  });
});
