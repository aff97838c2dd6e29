import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import {
  agentModule,
  compilerOptions,
  createProject,
  type TestProject,
} from "../compiled-project.js";

/** What of a project each kind of change chooses: which of two. */
const kinds = {
  globs: (is: number) => ({
    "settings/globs.ts": `export const globs = ${is ? `["agents/*.ts", "!agents/b.ts"]` : `"agents/**/*.ts"`};`,
  }),
  globsOfJson: (is: number) => ({ "settings/more.json": is ? `["more/*.ts"]` : "[]" }),
  globsOfText: (is: number) => ({ "settings/also.txt": is ? "also/*.ts" : "" }),
  exists: (is: number) => ({ "settings/flag": is ? "" : undefined }),
  folder: (is: number) => ({ "settings/flags/one": is ? "" : undefined }),
  listed: (is: number) => ({ "models/gpt-4.1": is ? "" : undefined }),
  listedDeep: (is: number) => ({ "notes/deep/one.md": is ? "" : undefined }),
  matched: (is: number) => ({ "docs/deep/one.md": is ? "" : undefined }),
  defaults: (is: number) => ({
    "settings/defaults.ts": `export const defaults = ${is ? `{ temperature: 0.5, streaming: true }` : "{}"};`,
  }),
  emit: (is: number) => ({
    "settings/emit.ts": `export const emit = ${is ? "{ jsonSchemas: true }" : "{}"};`,
  }),
  tsconfig: (is: number) => ({
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...compilerOptions, ...(is && { exactOptionalPropertyTypes: true }) },
      ...(is && { exclude: ["also"] }),
    }),
  }),
  agent: (is: number) => ({
    "agents/a.ts": agentModule(`@param() topic${is}!: string;`, { name: "AAgent" }),
  }),
  variable: (is: number) => void vi.stubEnv("TROUPE_TEST_NAME", is ? "Two" : undefined),
} satisfies Record<string, (is: number) => Record<string, string | undefined> | void>;

type Kind = keyof typeof kinds;

const config = `
  import { existsSync, globSync, readdirSync, readFileSync, statSync } from "node:fs";
  import { defineConfig } from "troupe";
  import { globs } from "./settings/globs.js";
  import { defaults } from "./settings/defaults.js";
  import { emit } from "./settings/emit.js";
  const at = (place) => new URL(place, import.meta.url);
  const isFolder = statSync(at("settings/flags"), { throwIfNoEntry: false })?.isDirectory() === true;
  const notes = readdirSync(at("."), { recursive: false }).length > 0 &&
    readdirSync(at("notes"), { recursive: true }).length > 1;
  const pages = globSync("docs/**/*.md", { cwd: import.meta.dirname }).length;
  export default defineConfig({
    agents: [globs, JSON.parse(readFileSync(at("settings/more.json"), "utf8")),
      readFileSync(at("settings/also.txt"), "utf8")].flat().filter(Boolean),
    defaults: {
      model: "openai/" + (readdirSync(at("models")).sort()[0]),
      maxTokens: 100 + existsSync(at("settings/flag")) + 2 * isFolder + 4 * notes + 8 * pages,
      ...defaults,
    },
    emit,
  });`;

const agent = (name: string) => agentModule("@param() topic!: string;", { name });

const rest = {
  "agents.config.ts": config,
  "models/gpt-4o": "",
  "notes/.keep": "",
  "docs/zero.md": "",
  "agents/b.ts": agentModule("@param() topic!: string;", {
    name: "BAgent",
    decorators: `@description(process.env.TROUPE_TEST_NAME ?? "One")`,
  }),
  "agents/deep/c.ts": agent("CAgent"),
  "more/d.ts": agent("DAgent"),
  "also/e.ts": agent("EAgent"),
};

function textsOf(shape: Readonly<Record<Kind, number>>): Record<string, string | undefined> {
  const changes = Object.entries(kinds).map(([kind, textOf]) => textOf(shape[kind as Kind]) ?? {});
  return Object.assign({}, rest, ...changes) as Record<string, string | undefined>;
}

const allFirst = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0])) as Record<
  Kind,
  number
>;

/** One project for all changes, each of which is taken back; so it is as at first whenever a test begins. */
let project: TestProject;

/** What builds without a cache say and write, by shape: several kinds of change lead to the same. */
const built = new Map<string, Promise<Built>>();

interface Built {
  readonly result: BuildResult;
  readonly output: Record<string, string>;
}

beforeAll(async () => {
  project = createProject(textsOf(allFirst));
  const first = await project.build();
  expect(first.diagnostics).toEqual([]);
  expect(first).toMatchObject({ ok: true, unchanged: false });
});
afterAll(() => project.remove());

it.each(Object.keys(kinds) as Kind[])(
  "a build after a change of %s says and writes what one without a cache does",
  { timeout: 120_000 },
  async (kind) => {
    await expectSame([kind, kind]);
  },
);

it("so it does after any changes, in any order", { timeout: 600_000 }, async () => {
  const changes = fc.array(fc.constantFrom(...(Object.keys(kinds) as Kind[])), {
    minLength: 4,
    maxLength: 8,
  });
  await fc.assert(fc.asyncProperty(changes, expectSame), {
    numRuns: Number(process.env["TROUPE_EDIT_RUNS"] ?? 1),
    endOnFailure: true,
  });
});

it("a build says that globs which were emptied match nothing, with and without check", async () => {
  const project = createProject(textsOf(allFirst));
  try {
    await project.build();
    project.write({ "settings/globs.ts": `export const globs = "nothing/*.ts";` });
    for (const options of [{}, { check: true }, { force: true }]) {
      const { ok, diagnostics } = await project.build(options);
      expect({ ok, codes: diagnostics.map(({ code }) => code) }).toEqual({
        ok: false,
        codes: ["agent/none"],
      });
    }
  } finally {
    project.remove();
  }
});

async function expectSame(changes: readonly Kind[]): Promise<void> {
  const shape = { ...allFirst };
  try {
    for (const kind of changes) {
      shape[kind] = 1 - shape[kind];
      project.write(textsOf(shape));
      const kept = await project.build();
      const output = outputOf(project);
      const { result, output: expected } = await buildAnew(shape);
      // Nothing reads the variable while the globs leave its agent out.
      if (kind !== "variable" || shape.globs === 0) expect(kept.unchanged, kind).toBe(false);
      expect(kept.manifest).toEqual(result.manifest);
      expect(output).toEqual(expected);
      expect(kept.diagnostics).toEqual(result.diagnostics);
      expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
    }
  } finally {
    project.write(textsOf(allFirst));
    await project.build();
  }
}

function buildAnew(shape: Readonly<Record<Kind, number>>): Promise<Built> {
  const key = JSON.stringify(shape);
  const known = built.get(key);
  if (known) return known;
  const anew = (async () => {
    const fresh = createProject(textsOf(shape));
    try {
      const result = await fresh.build({ force: true });
      return { result, output: outputOf(fresh) };
    } finally {
      fresh.remove();
    }
  })();
  built.set(key, anew);
  return anew;
}

function outputOf({ root }: TestProject): Record<string, string> {
  const folder = path.join(root, "generated");
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]),
  );
}
