import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import {
  agentModule,
  compilerOptions,
  createProject,
  type TestProject,
} from "../compiled-project.js";

const story = agentModule(
  `@param() topic!: string;
  override system() {
    return \`\${opening}
      \${aliased}\` + facts.tone;
  }
  async later() { return (await import("../prompts/late.js")).late; }`,
  {
    before: `
      import facts from "../prompts/facts.json" with { type: "json" };
      import { opening } from "../prompts/opening.js";
      import { aliased } from "~/prompts/aliased.js";
      import { linked } from "@acme/prompts";
      import type { Unused } from "../types/unused.js";
      import { type Other } from "../types/other.js";
      export const told: Unused | Other = linked;`,
    decorators: "/** Writes a story. */",
  },
);

const files = {
  "agents.config.ts": `
    import { defineConfig } from "troupe";
    export default defineConfig({
      agents: "app/agents/*.ts",
      defaults: { model: "openai/gpt-4o" },
    });`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      ...compilerOptions,
      paths: { "~/*": ["./app/*"] },
      allowImportingTsExtensions: true,
    },
  }),
  "app/agents/story.ts": story,
  "app/agents/plain.ts": agentModule(`override system() { return "plain"; }`, {
    name: "PlainAgent",
  }),
  "app/prompts/facts.json": `{ "tone": "warm" }`,
  "app/prompts/opening.ts": `import { voice } from "./voice.js";
    export const opening = \`Once
      upon a time, \${voice}\`;`,
  // In a circle, as helpers may be.
  "app/prompts/voice.ts": `import { opening } from "./opening.js";
    export const voice = "softly", again = () => opening;`,
  "app/prompts/aliased.ts": `export const aliased = "aliased";`,
  "app/prompts/late.ts": `export const late = "late";`,
  "app/prompts/unused.ts": `export const unused = "unused";`,
  "app/types/unused.ts": `export type Unused = string;`,
  "app/types/other.ts": `export interface Other { deep: string }`,
};

const linkedPackage = {
  "package.json": `{ "name": "@acme/prompts", "type": "module", "exports": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } }`,
  "dist/index.d.ts": `export { linked } from "./linked.js";`,
  "dist/index.js": `export { linked } from "./linked.js";`,
  "dist/linked.d.ts": `export declare const linked: string;`,
  "dist/linked.js": `export const linked = "linked";`,
};

interface Workspace {
  readonly project: TestProject;
  /** A package beside the project, which is linked into it. */
  readonly linked: TestProject;
  remove(): void;
}

function createWorkspace(edit: (text: string) => string = (text) => text): Workspace {
  const linked = createProject(linkedPackage);
  const edited = Object.entries(files).map(([name, text]) => [name, edit(text)] as const);
  const project = createProject(Object.fromEntries(edited));
  const scope = path.join(project.root, "node_modules/@acme");
  mkdirSync(scope, { recursive: true });
  symlinkSync(linked.root, path.join(scope, "prompts"));
  const remove = () => [linked, project].forEach((one) => one.remove());
  return { project, linked, remove };
}

/** By the agent's name. */
function fingerprintsOf({ ok, diagnostics, manifest }: BuildResult): Map<string, unknown> {
  expect(ok, JSON.stringify(diagnostics)).toBe(true);
  const specs = Object.values(manifest?.agents ?? {});
  return new Map(specs.map(({ name, fingerprint }) => [name, fingerprint]));
}

describe("the fingerprint of an agent", () => {
  let workspace: Workspace;
  beforeAll(() => (workspace = createWorkspace()));
  afterAll(() => workspace?.remove());

  /** Of which agents it changes with an edit, in a build with what is kept and in one without. */
  async function changedBy(
    place: "project" | "linked",
    file: string,
    from: string,
    to: string,
  ): Promise<string[]> {
    const { project } = workspace;
    const before = fingerprintsOf(await project.build());
    const text = workspace[place].read(file);
    expect(text).toContain(from);
    workspace[place].write({ [file]: text.replace(from, to) });
    const after = fingerprintsOf(await project.build());
    expect(fingerprintsOf(await project.build({ force: true }))).toEqual(after);
    return [...after.keys()].filter((name) => after.get(name) !== before.get(name));
  }

  test.each<[what: string, file: string, from: string, to: string, whose: string[]]>([
    ["a prompt in its class", "agents/story.ts", "+ facts", "+ '!' + facts", ["story"]],
    ["a module that it imports", "prompts/opening.ts", "upon", "on", ["story"]],
    ["a module two imports away", "prompts/voice.ts", "softly", "loudly", ["story"]],
    ["what the tsconfig names for it", "prompts/aliased.ts", `"a`, `"A`, ["story"]],
    ["what it imports when it runs", "prompts/late.ts", `"late`, `"later`, ["story"]],
    ["a JSON file", "prompts/facts.json", "warm", "dry", ["story"]],
    ["another agent", "agents/plain.ts", `"plain`, `"simple`, ["plain"]],
    ["types that it imports", "types/unused.ts", "string", "string | number", []],
    ["types that it imports by name", "types/other.ts", "deep", "flat", []],
    ["a module that it does not import", "prompts/unused.ts", `"un`, `"over`, []],
    ["the model by default", "../agents.config.ts", "4o", "4.1", ["plain", "story"]],
    ["the rest of the config", "../agents.config.ts", "{\n", "{ tools: { concurrency: 2 },\n", []],
  ])("after an edit of %s", { timeout: 60_000 }, async (_, file, from, to, whose) => {
    const name = path.posix.join("app", file);
    expect(await changedBy("project", name, from, to)).toEqual(whose);
  });

  test("after an edit of a package that is linked", { timeout: 60_000 }, async () => {
    expect(await changedBy("linked", "dist/linked.js", `"linked`, `"tied`)).toEqual(["story"]);
  });
});

describe("fingerprints are the same", { timeout: 60_000 }, () => {
  let expected: Map<string, unknown>;
  beforeAll(async () => {
    const { project, remove } = createWorkspace();
    expected = fingerprintsOf(await project.build());
    remove();
    expect(expected.get("story")).toMatch(/^[0-9a-f]{16}$/);
    expect(expected.get("plain")).not.toBe(expected.get("story"));
  }, 60_000);

  test.each<[where: string, edit?: ((text: string) => string) | undefined, standalone?: boolean]>([
    ["in another folder"],
    ["with the line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", (text) => `\uFEFF${text}`],
    ["in a standalone output", undefined, true],
  ])("%s", async (_, edit, standalone = false) => {
    const { project, remove } = createWorkspace(edit);
    onTestFinished(remove);
    expect(fingerprintsOf(await project.build({ standalone }))).toEqual(expected);
  });
});
