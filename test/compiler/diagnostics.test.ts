import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { BuildResult } from "../../src/compiler/build.js";
import { catalogue } from "../../src/compiler/diagnostics/catalogue.js";
import { reportWriteError } from "../../src/compiler/write/report-write-error.js";
import { WriteError } from "../../src/compiler/write/write-error.js";
import {
  agentModule,
  compilerOptions,
  createProject,
  pointedAt,
  useProject,
  type TestProject,
} from "./compiled-project.js";
import { diagnosticCases } from "./diagnostic-cases.js";

const seen = new Set<string>();

function remember(result: BuildResult): BuildResult {
  for (const { code } of result.diagnostics) seen.add(code);
  return result;
}

describe("a project with every mistake at once", () => {
  let project: TestProject;
  let result: BuildResult;
  const cases = diagnosticCases.map((mistake, index) => ({
    ...mistake,
    file: `agents/case-${index}.ts`,
    text: mistake.module.replaceAll("CaseAgent", `Case${index}Agent`),
    name: `Case${index}Agent`,
  }));

  beforeAll(async () => {
    project = createProject(Object.fromEntries(cases.map(({ file, text }) => [file, text])));
    result = remember(await project.build());
  }, 60_000);

  afterAll(() => project.remove());

  test.each(cases)("reports $mistake", ({ file, expected, name }) => {
    const found = result.diagnostics
      .filter(({ span }) => span?.file === file)
      .map((diagnostic, index) =>
        expected[index]?.[1] === undefined
          ? [diagnostic.code]
          : [diagnostic.code, pointedAt(diagnostic)],
      );
    expect(found).toEqual(
      expected.map((one) => one.map((text) => text?.replaceAll("CaseAgent", name))),
    );
  });

  test("fails and writes nothing", () => {
    expect(result.ok).toBe(false);
    expect(result.written).toEqual([]);
    expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
  });

  test("says it by file and position", () => {
    const places = result.diagnostics.map(({ span }) => [span?.file ?? "", span?.start ?? 0]);
    expect(places).toEqual(
      places.toSorted(([a, x], [b, y]) =>
        a === b ? Number(x) - Number(y) : String(a) < String(b) ? -1 : 1,
      ),
    );
  });
});

async function codesOf(
  files: Readonly<Record<string, string | undefined>>,
  options?: Parameters<TestProject["build"]>[0],
): Promise<string[]> {
  const result = remember(await useProject(files).build(options));
  return result.diagnostics.map(({ code }) => code);
}

const story = agentModule("");
const configure = (body: string) =>
  `import { defineConfig } from "troupe";\nexport default defineConfig(${body});\n`;

describe("a project whose setup is wrong", () => {
  test("has no config", async () => {
    const result = remember(await useProject({ "agents.config.ts": undefined }).build());
    expect(result.diagnostics).toEqual([
      {
        code: "config/missing",
        severity: "error",
        message: "There is no agents.config.ts here.",
        hint: 'Run "agents init" to begin a project, or name the config with --config.',
      },
    ]);
  });

  test("has a config that throws, at its place", async () => {
    const project = useProject({ "agents.config.ts": 'const x = 1;\nthrow new Error("no");\n' });
    const { diagnostics } = remember(await project.build());
    expect(diagnostics.map(({ code }) => code)).toEqual(["source/load-failed"]);
    expect(diagnostics[0]?.span?.file).toBe("agents.config.ts");
    expect(diagnostics[0]?.message).toBe("agents.config.ts cannot be loaded: no");
  });

  test.each([
    ["config/invalid", "{ agents: [] }"],
    ["config/output", '{ agents: "agents/*.ts", output: "." }'],
    ["config/output", '{ agents: "agents/*.ts", output: "../elsewhere" }'],
    ["agent/none", '{ agents: "nowhere/*.ts" }'],
    ["agent/no-model", '{ agents: "agents/*.ts" }'],
    [
      "config/default",
      '{ agents: "agents/*.ts", defaults: { model: "openai/x", timeout: "-1s" } }',
    ],
    [
      "config/default",
      '{ agents: "agents/*.ts", defaults: { model: "openai/x", temperature: 9 } }',
    ],
    ["config/default", '{ agents: "agents/*.ts", defaults: { model: "openai/x", maxTokens: 0 } }'],
    [
      "config/default",
      '{ agents: "agents/*.ts", defaults: { model: "openai/x", timeout: { total: "1s", idle: "1s" } } }',
    ],
  ])("reports %s for %s", async (code, config) => {
    const files = { "agents.config.ts": configure(config), "agents/story.ts": story };
    expect(await codesOf(files)).toEqual([code]);
  });

  test("has agents outside of its folder", async () => {
    const other = useProject({ "agents/story.ts": story });
    const glob = `../${other.root.split("/").at(-1)}/agents/*.ts`;
    const files = { "agents.config.ts": configure(`{ agents: ${JSON.stringify(glob)} }`) };
    expect(await codesOf(files)).toEqual(["config/agents-outside"]);
  });

  test("names the globs in which there is no agent", async () => {
    const result = await useProject({ "agents/schemas.ts": "export const x = 1;" }).build();
    expect(result.diagnostics[0]?.message).toBe('No agent was found in "agents/**/*.ts".');
  });

  test("has a tsconfig that is no JSON", async () => {
    const files = { "tsconfig.json": '{ "compilerOptions": { "target" } }', "agents/a.ts": story };
    expect(await codesOf(files)).toContain("tsconfig/unreadable");
  });

  test("has a tsconfig with which tsc leaves decorators as they are", async () => {
    const options = { ...compilerOptions, target: "esnext", noEmit: false };
    const tsconfig = JSON.stringify({ compilerOptions: options });
    const project = useProject({ "tsconfig.json": tsconfig, "agents/story.ts": story });
    const { diagnostics, ok } = remember(await project.build());
    expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
      ["tsconfig/raw-decorators", '"target"'],
    ]);
    expect(ok).toBe(true);
  });
});

describe("agents that do not get along", () => {
  test("have one name", async () => {
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": agentModule("", { name: "Story" }),
    };
    expect(await codesOf(files)).toEqual(["agent/duplicate-name"]);
  });

  test("have one file on a disk that ignores case", async () => {
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": agentModule("", {
        name: "OtherAgent",
        decorators: '@agent({ name: "Story" })',
      }),
    };
    expect(await codesOf(files)).toEqual(["agent/duplicate-file"]);
  });

  test("have the name of another one's type", async () => {
    const decorators = '@agent({ name: "StoryParams" })';
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": agentModule("", { name: "OtherAgent", decorators }),
    };
    expect(await codesOf(files)).toEqual(["agent/reserved-name"]);
  });

  test("import each other in a circle, but not by their types alone", async () => {
    const project = useProject({
      "agents/a.ts": agentModule("", { before: 'export { TwoAgent } from "./b.js";' }),
      "agents/b.ts": agentModule("", {
        name: "TwoAgent",
        before: 'import { StoryAgent } from "./a.js";\nexport const late = () => StoryAgent;',
      }),
    });
    const { diagnostics } = remember(await project.build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "source/cycle",
        "Agent modules import each other in a circle: agents/a.ts → agents/b.ts → agents/a.ts.",
      ],
    ]);
    project.write({
      "agents/b.ts": agentModule("", {
        name: "TwoAgent",
        before: 'import type { StoryAgent } from "./a.js";\nexport type Late = StoryAgent;',
      }),
    });
    expect((await project.build()).diagnostics).toEqual([]);
  });
});

test("a part of a schema is named as an author reads it", async () => {
  const before = `export const Story = z.object({ list: z.array(z.object({ tags: z.any() })) });`;
  const text = agentModule("", { before, decorators: "@schema(Story)" });
  const { diagnostics } = await useProject({ "agents/story.ts": text }).build();
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'A model cannot be held to a value of any type at "list[].tags".',
  ]);
});

test("a broken module that two agents import is reported once, at its place", async () => {
  const project = useProject({
    "agents/a.ts": agentModule("", { before: 'import "../shared.js";' }),
    "agents/b.ts": agentModule("", { name: "TwoAgent", before: 'import "../shared.js";' }),
    "shared.ts": 'export {};\nthrow new Error("broken");\n',
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
    ["source/load-failed", "shared.ts"],
  ]);
});

test.each(["ts-morph", "tsx"])(
  "%s, which the build needs, is named when it is not installed",
  (name) => {
    const project = useProject({ "agents/story.ts": story });
    const copy = copyPackageWithout(name);
    const script = `
      const { build } = await import(${JSON.stringify(pathToFileURL(path.join(copy, "src/compiler/build.ts")).href)});
      console.log(JSON.stringify(await build({ root: ${JSON.stringify(project.root)} })));
    `;
    // What lowers the compiler itself is loaded from where it is.
    const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
    const run = spawnSync(
      process.execPath,
      ["--import", tsx, "--input-type=module", "--eval", script],
      { encoding: "utf8", cwd: copy },
    );
    expect(run.stderr).toBe("");
    const result = remember(JSON.parse(run.stdout) as BuildResult);
    expect(result.diagnostics).toMatchObject([
      { code: "setup/missing-peer", hint: `npm install --save-dev ${name}` },
    ]);
  },
  30_000,
);

/** A copy of this package with everything that it needs but one package. */
function copyPackageWithout(name: string): string {
  const packageRoot = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(path.join(tmpdir(), "troupe-without-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(path.join(packageRoot, "src"), path.join(copy, "src"), { recursive: true });
  writeFileSync(path.join(copy, "package.json"), `{ "type": "module" }`);
  mkdirSync(path.join(copy, "node_modules"));
  for (const installed of readdirSync(path.join(packageRoot, "node_modules"))) {
    if (installed === name || installed.startsWith(".")) continue;
    symlinkSync(
      path.join(packageRoot, "node_modules", installed),
      path.join(copy, "node_modules", installed),
    );
  }
  return copy;
}

test("an output folder that is a file is reported, and the file stays", async () => {
  const project = useProject({ "agents/story.ts": story, generated: "mine" });
  const { diagnostics, ok } = remember(await project.build());
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([
    {
      code: "write/failed",
      message: "generated cannot be written: a file is in the place of the folder",
    },
  ]);
  expect(project.read("generated")).toBe("mine");
});

test("files that could not be put back are named", () => {
  const error = new WriteError("/p/generated/b.ts", new Error("no"), ["/p/generated/a.ts"]);
  const diagnostic = reportWriteError(error, "/p");
  seen.add(diagnostic.code);
  expect(diagnostic.message).toBe(
    "generated/b.ts cannot be written (no), nor could be restored: generated/a.ts.",
  );
});

test("every code of the catalogue has been seen above", () => {
  expect([...seen].sort()).toEqual(Object.keys(catalogue).sort());
});
