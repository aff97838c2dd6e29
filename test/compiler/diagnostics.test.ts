import { staleDiagnostics } from "../../src/cli/stale/stale-diagnostics.js";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { BuildResult } from "../../src/compiler/build.js";
import { catalogue } from "../../src/compiler/diagnostics/catalogue.js";
import { LockedError } from "../../src/compiler/write/lock-owner.js";
import { reportLocked, reportWriteError } from "../../src/compiler/write/report-write-error.js";
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
import { toolDiagnosticCases } from "./tool-diagnostic-cases.js";

const seen = new Set<string>();

function remember(result: BuildResult): BuildResult {
  for (const { code } of result.diagnostics) seen.add(code);
  return result;
}

describe("a project with every mistake at once", () => {
  let project: TestProject;
  let result: BuildResult;
  const cases = [...diagnosticCases, ...toolDiagnosticCases].map((mistake, index) => ({
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

  test.each([
    ["throws", 'const x = 1;\nthrow new Error("no");\n', "agents.config.ts", "no"],
    ["does not parse", "export default (;", "agents.config.ts", 'Unexpected ";"'],
    [
      "gives no config",
      "export default {};",
      "agents.config.ts",
      "the default export is not what defineConfig returns: write export default defineConfig({ … })",
    ],
    ["imports what throws", 'import "./env.js";\n', "env.ts", "no"],
  ])("has a config that %s, which is said of the config", async (_, text, file, reason) => {
    const project = useProject({
      "agents.config.ts": text,
      "env.ts": 'throw new Error("no");\nexport {};\n',
    });
    const { diagnostics } = remember(await project.build());
    expect(diagnostics).toMatchObject([
      {
        code: "config/load-failed",
        message: `${file} cannot be loaded: ${reason}`,
        span: { file },
        hint: "The build loads the config, agents.config.ts, with all that it imports, before it looks for agents.",
      },
    ]);
  });

  const inAgents = (more: string) => `{ agents: "agents/*.ts", ${more} }`;
  const withModel = (more: string) => inAgents(`defaults: { model: "openai/x" }, ${more}`);
  const withDefaults = (more: string) => inAgents(`defaults: { model: "openai/x", ${more} }`);

  test.each([
    ["config/invalid", "{ agents: [] }", "[]"],
    ["config/invalid", "{}", ""],
    ["config/invalid", inAgents("highWaterMark: -1"), "-1"],
    ["config/invalid", inAgents('readerPatience: "soon" as never'), '"soon" as never'],
    ["config/invalid", inAgents('outptu: "made"'), "outptu"],
    ["config/invalid", withDefaults('"timout": "1s"'), '"timout"'],
    ["config/invalid", inAgents("providers: { groq: { a: 1 } as never }"), "{ a: 1 } as never"],
    ["config/invalid", inAgents("providers: { openai: undefined as never }"), "undefined as never"],
    ["config/invalid", inAgents('models: { "gpt-4o": { tools: true } } as never'), '"gpt-4o"'],
    ["config/invalid", inAgents("models: [] as never"), "[] as never"],
    ["config/invalid", inAgents('models: { "a/b": { contextTokens: 0.5 } }'), "0.5"],
    ["config/invalid", inAgents('models: { "a/b": { tools: "yes" as never } }'), '"yes" as never'],
    ["config/invalid", inAgents('models: { "a/b": { tolls: true } as never }'), "tolls"],
    [
      "config/invalid",
      inAgents('models: { "a/b": { prices: { input: 1 } as never } }'),
      "{ input: 1 } as never",
    ],
    ["config/invalid", inAgents('models: { "a/b": { prices: { input: -1, output: 1 } } }'), "-1"],
    ["config/invalid", inAgents('standalone: "yes" as never'), '"yes" as never'],
    ["config/invalid", inAgents('agentsMd: "../AGENTS.md"'), '"../AGENTS.md"'],
    ["config/invalid", inAgents('agentsMd: "generated/AGENTS.md"'), '"generated/AGENTS.md"'],
    ["config/invalid", inAgents('agentsMd: "./AGENTS.txt"'), '"./AGENTS.txt"'],
    ["config/invalid", inAgents("agentsMd: 1 as never"), "1 as never"],
    ["config/output", inAgents('output: "."'), '"."'],
    ["config/output", inAgents('output: "../elsewhere"'), '"../elsewhere"'],
    ["config/output", inAgents('output: "agents"'), '"agents"'],
    ["config/output", '{ agents: "./agents/deep/*.ts", output: "./agents/" }', '"./agents/"'],
    ["config/output", '{ agents: "**/story.ts", output: "agents" }', '"agents"'],
    ["agent/none", '{ agents: "nowhere/*.ts" }', '"nowhere/*.ts"'],
    ["agent/no-model", '{ agents: "agents/*.ts" }', "StoryAgent"],
    ["config/default", inAgents('defaults: { model: "gpt-4o" as never }'), '"gpt-4o" as never'],
    ["config/default", inAgents('defaults: { model: "opnai/x" }'), '"opnai/x"'],
    ["config/default", withDefaults('timeout: "-1s"'), '"-1s"'],
    ["config/default", withDefaults("temperature: 9"), "9"],
    ["config/default", withDefaults("maxTokens: 0"), "0"],
    ["config/default", withDefaults('streaming: "yes" as never'), '"yes" as never'],
    ["config/default", withDefaults("retry: { maxAttempts: 0 }"), "0"],
    ["config/default", withDefaults("retry: 3 as never"), "3 as never"],
    ["config/invalid", inAgents('tools: { timout: "1s" } as never'), "timout"],
    ["config/tools", withModel('tools: { timeout: "1 minute" as never }'), '"1 minute" as never'],
    ["config/tools", withModel("tools: { concurrency: 0 }"), "0"],
    ["config/tools", withDefaults("maxSteps: 1.5"), "1.5"],
    ["config/default", withDefaults('timeout: { total: "1s", idle: "2s" }'), '"2s"'],
  ])("reports %s for %s, at %s", async (code, config, at) => {
    const project = useProject({
      "agents.config.ts": configure(config),
      "agents/story.ts": story,
      "agents/other.ts": agentModule("", { name: "OtherAgent", decorators: '@model("fake/x")' }),
    });
    const { diagnostics } = remember(await project.build());
    expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([[code, at]]);
  });

  test("has an output folder among its agents, which is none of their business", async () => {
    const config = configure('{ agents: "agents/**/*.ts", output: "agents/made" }');
    const files = {
      "agents.config.ts": config,
      "agents/story.ts": agentModule("", { decorators: '@model("fake/x")' }),
    };
    const project = useProject(files);
    expect(await project.build()).toMatchObject({ diagnostics: [], agents: 1 });
    expect(await project.build()).toMatchObject({ diagnostics: [], agents: 1, written: [] });
  });

  test("is told what it may have meant", async () => {
    const config = configure(
      '{ agents: "agents/*.ts", outptu: "x", defaults: { model: "opnai/x", modle: "fake/x" } }',
    );
    const said = async (files: Record<string, string>) => {
      const { diagnostics } = await useProject(files).build();
      return diagnostics.map(({ message, hint }) => [message, hint]);
    };
    expect(await said({ "agents.config.ts": config, "agents/story.ts": story })).toEqual([
      ['The config has no "outptu". Did you mean "output"?', undefined],
      ['The config has no "defaults.modle". Did you mean "defaults.model"?', undefined],
    ]);
    expect(
      await said({ "agents/story.ts": agentModule("", { decorators: '@model("opnai/gpt-4o")' }) }),
    ).toEqual([
      [
        'There is no provider "opnai" for the model "opnai/gpt-4o".',
        'Did you mean "openai/gpt-4o"? Known are anthropic, fake, openai; add others under "providers" in agents.config.ts.',
      ],
    ]);
  });

  test("has a decorator with a wrong argument, in its own words", async () => {
    const text = agentModule("", { decorators: '@streaming("yes" as never)' });
    const { diagnostics } = await useProject({ "agents/story.ts": text }).build();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'agents/story.ts cannot be loaded: @streaming takes nothing, a boolean or { steps: "final" }, not "yes".',
    ]);
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

  test.each<[what: string, files: Readonly<Record<string, string>>, reason: RegExp]>([
    ["is no JSON", { "tsconfig.json": '{ "compilerOptions": { "target" } }' }, /':' expected/],
    ["is a list", { "tsconfig.json": "[1]" }, /must be an object/],
    [
      "extends what is not there",
      { "tsconfig.json": '{ "extends": "./nowhere.json" }' },
      /nowhere/,
    ],
    [
      "extends a package that is not there",
      { "tsconfig.json": '{ "extends": "@no/base" }' },
      /@no\/base/,
    ],
    ["extends a number", { "tsconfig.json": '{ "extends": 5 }' }, /./],
    [
      "extends itself, by another",
      {
        "tsconfig.json": '{ "extends": "./base.json" }',
        "base.json": '{ "extends": "./tsconfig.json" }',
      },
      /Circularity.*tsconfig\.json -> base\.json -> tsconfig\.json/,
    ],
    [
      "extends what is no JSON",
      { "tsconfig.json": '{ "extends": "./base.json" }', "base.json": "{ nope" },
      /expected/,
    ],
    [
      "refers to one that is no JSON",
      {
        "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
        "tsconfig.app.json": "{ nope",
      },
      /expected/,
    ],
    ["is a folder", { "tsconfig.json/file": "" }, /EISDIR/],
    [
      "extends a folder",
      { "tsconfig.json": '{ "extends": "./base.json" }', "base.json/file": "" },
      /base\.json/,
    ],
  ])("has a tsconfig that %s", async (_, files, reason) => {
    const project = useProject({ "tsconfig.json": undefined, "agents/a.ts": story, ...files });
    const { diagnostics, ok, written } = remember(await project.build());
    expect({ ok, written }).toEqual({ ok: false, written: [] });
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["tsconfig/unreadable"]));
    expect(diagnostics.map(({ message }) => message).join("\n")).toMatch(reason);
    expect(JSON.stringify(diagnostics)).not.toContain(project.root);
  });

  test("has a tsconfig that is a link to nowhere", async () => {
    const project = useProject({ "tsconfig.json": undefined, "agents/a.ts": story });
    symlinkSync("nowhere.json", path.join(project.root, "tsconfig.json"));
    const { diagnostics } = remember(await project.build());
    expect(diagnostics.map(({ code }) => code)).toEqual(["tsconfig/unreadable"]);
  });

  test.skipIf(process.getuid?.() === 0)(
    "has a tsconfig that may not be read (root may)",
    async () => {
      const project = useProject({ "agents/a.ts": story });
      chmodSync(path.join(project.root, "tsconfig.json"), 0);
      const { diagnostics } = remember(await project.build());
      expect(diagnostics).toMatchObject([
        { code: "tsconfig/unreadable", message: expect.stringContaining("EACCES") },
      ]);
    },
  );

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

describe("a project that is CommonJS to tsc", () => {
  const made = {
    strict: true,
    target: "es2022",
    noEmit: true,
    types: ["node"],
  };
  const remove =
    'Remove it. In a new project, set "type" to "module" in package.json and "module" to "nodenext" instead.';

  test.each([
    // As `npm init` and `tsc --init` make it.
    [{ module: "nodenext", verbatimModuleSyntax: true }, '"verbatimModuleSyntax"', remove],
    [
      { module: "commonjs", moduleResolution: "bundler", verbatimModuleSyntax: true },
      '"verbatimModuleSyntax"',
      remove,
    ],
    [{ module: "node16" }, '"module"', 'Set "module" to "nodenext".'],
  ])("is told so where it refuses imports: %j", async (options, at, hint) => {
    const project = useProject({
      "package.json": '{ "type": "commonjs" }',
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...made, ...options } }),
      "agents/story.ts": story,
    });
    const { diagnostics, ok } = remember(await project.build());
    expect(diagnostics.map((found) => [found.code, pointedAt(found), found.hint])).toEqual([
      ["tsconfig/commonjs", at, hint],
    ]);
    expect(ok).toBe(true);
    if (options.module !== "commonjs") {
      project.write({ "package.json": '{ "type": "module" }' });
      expect((await project.build()).diagnostics).toEqual([]);
    }
  });

  test.each([{ module: "nodenext" }, { module: "esnext", moduleResolution: "bundler" }])(
    "is told nothing where it does not: %j",
    async (options) => {
      const files = {
        "package.json": "{}",
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...made, ...options } }),
        "agents/story.ts": story,
      };
      expect(await codesOf(files)).toEqual([]);
    },
  );
});

describe("a model that an agent asks too much of", () => {
  const decorators = '@model("openai/gpt-5")\n@temperature(0.5)\n@maxTokens(200_000)';
  const files = { "agents/story.ts": agentModule("", { decorators }) };

  test("is named, with what to do about it", async () => {
    const { diagnostics } = await useProject(files).build();
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        'StoryAgent sets a temperature, and the model "openai/gpt-5" refuses requests that do.',
        'Remove @temperature, or "defaults.temperature" in agents.config.ts. If this is out of date, say so there: models: { "openai/gpt-5": { temperature: true } }.',
      ],
      [
        'StoryAgent asks for up to 200000 tokens, and the model "openai/gpt-5" writes at most 128000.',
        'Lower @maxTokens, or "defaults.maxTokens" in agents.config.ts. If this is out of date, say so there: models: { "openai/gpt-5": { maxOutputTokens: … } }.',
      ],
    ]);
  });

  test("can do what the config says that it can", async () => {
    const config = configure(
      '{ agents: "agents/*.ts", models: { "openai/gpt-5": { temperature: true, maxOutputTokens: 200_000 } } }',
    );
    expect(await codesOf({ ...files, "agents.config.ts": config })).toEqual([]);
  });

  test("is nobody's to judge when it is not known, or when its provider is the fake one", async () => {
    const unknown = agentModule("", { decorators: decorators.replace("gpt-5", "gpt-99") });
    expect(await codesOf({ "agents/story.ts": unknown })).toEqual([]);
    const config = `import { defineConfig, fake } from "troupe";
export default defineConfig({ agents: "agents/*.ts", providers: { openai: fake() } });
`;
    expect(await codesOf({ ...files, "agents.config.ts": config })).toEqual([]);
  });
});

describe("a model that is almost known", () => {
  const files = { "agents/story.ts": agentModule("", {}) };
  const config = (more = "") =>
    configure(`{ agents: "agents/*.ts", defaults: { model: "openai/gpt-4oo" }, ${more} }`);

  test("is named where the config says it, with the one that is meant", async () => {
    const { diagnostics, ok } = remember(
      await useProject({ ...files, "agents.config.ts": config() }).build(),
    );
    expect(diagnostics.map(pointedAt)).toEqual(['"openai/gpt-4oo"']);
    expect(diagnostics).toMatchObject([
      {
        message:
          'Nothing is known of the model "openai/gpt-4oo", whose name is almost that of "openai/gpt-4o".',
        hint: 'Write "openai/gpt-4o". If there is such a model, say so in agents.config.ts: models: { "openai/gpt-4oo": {} }.',
      },
    ]);
    expect(ok).toBe(true);
  });

  test("may be one of its own, if the config says so", async () => {
    const own = config('models: { "openai/gpt-4oo": {} }');
    expect(await codesOf({ ...files, "agents.config.ts": own })).toEqual([]);
  });
});

describe("agents that do not get along", () => {
  test("have one name", async () => {
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": story,
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "agent/duplicate-name",
        'Two agents are named "story": StoryAgent, and StoryAgent in agents/a.ts:6.',
      ],
    ]);
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

describe("agents that are tools", () => {
  const helper = agentModule("@param() topic!: string;", { name: "HelperAgent" });
  const storyWith = (decorators: string, before = 'import { HelperAgent } from "./helper.js";') =>
    agentModule("", { decorators: `@description("x")\n${decorators}`, before });

  test("are agents of the build, and are described", async () => {
    const files = {
      "agents/story.ts": storyWith(
        "@troupe.tools(HelperAgent, Elsewhere)",
        'import { HelperAgent } from "./helper.js";\nimport { HelperAgent as Elsewhere } from "../other.js";',
      ),
      "agents/helper.ts": helper,
      "other.ts": helper,
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map((found) => [found.code, found.message, pointedAt(found)])).toEqual([
      [
        "tool/no-description",
        'The tool "helper" has no description, which is what a model chooses it by.',
        "HelperAgent",
      ],
      [
        "tool/agent-not-built",
        "The decorator @tools of StoryAgent lists the class HelperAgent, which this build makes no agent of.",
        "Elsewhere",
      ],
    ]);
  });

  test("have no longer than the agent that calls them", async () => {
    const files = {
      "agents/story.ts": storyWith('@timeout("30s")\n@troupe.tools(HelperAgent)'),
      "agents/helper.ts": agentModule("", {
        name: "HelperAgent",
        decorators: '@description("x")\n@timeout("2m")',
      }),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'The tool "helper" may take 2m, longer than all of StoryAgent (30s).',
    ]);
  });

  test("do not call each other in a circle", async () => {
    const files = {
      "agents/first.ts": `${storyWith("@troupe.tools(HelperAgent)")}
        troupe.tools(StoryAgent)(HelperAgent);`,
      "agents/helper.ts": agentModule("", {
        name: "HelperAgent",
        decorators: '@description("x")',
      }),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["tool/agent-cycle", "Agents are tools of each other in a circle: helper → story → helper."],
    ]);
  });

  test("have params that a model can be told of", async () => {
    const files = {
      "agents/story.ts": storyWith("@troupe.tools(HelperAgent)"),
      "agents/helper.ts": agentModule("@param(z.unknown().transform(String)) at!: string;", {
        name: "HelperAgent",
        decorators: '@description("x")',
      }).replace("z.unknown().transform(String)", "z.instanceof(Date).transform(String)"),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "tool/input",
        expect.stringContaining(
          'A model cannot be told what the tool "helper" takes: "at" is a check in code, of which',
        ),
      ],
    ]);
  });
});

test("what a parent says of steps is said of those of its kind that have tools", async () => {
  const parent = `@troupe.maxSteps(5) @streaming({ steps: "final" }) abstract class Base extends Agent {}`;
  const text = agentModule("", { before: parent }).replace("extends Agent {\n", "extends Base {\n");
  expect(await codesOf({ "agents/story.ts": text })).toEqual([]);
});

test("a param that only a tool reads is read", async () => {
  const members = `@param() key!: string;\n/** x */ @troupe.tool() find() { return this.key; }`;
  const text = agentModule(members).replace("JSON.stringify(this)", '""');
  expect(await codesOf({ "agents/story.ts": text })).toEqual([]);
});

describe("a schema of a package that only agents can import", () => {
  const shared = {
    "agents/node_modules/@acme/shared/package.json":
      '{ "type": "module", "exports": "./index.js" }',
    "agents/node_modules/@acme/shared/index.js":
      'import { z } from "zod";\nexport const Shared = z.object({ a: z.string() });\nexport default Shared;\n',
    "agents/node_modules/@acme/shared/index.d.ts":
      'import { z } from "zod";\nexport declare const Shared: z.ZodObject<{ a: z.ZodString }>;\nexport default Shared;\n',
  };
  const build = async (before: string, named: string) => {
    const text = agentModule("", { before, decorators: `@schema(${named})` });
    return remember(await useProject({ ...shared, "agents/story.ts": text }).build());
  };

  test.each([
    ["by its name", 'import { Shared } from "@acme/shared";', "Shared", "Shared"],
    ["by another name", 'import { Shared as S } from "@acme/shared";', "S", "Shared"],
    ["as the default", 'import Shared from "@acme/shared";', "Shared", "default"],
    ["as a whole", 'import * as shared from "@acme/shared";', "shared.Shared", "Shared"],
  ])("imported %s is to be re-exported, and then builds", async (_, line, named, exported) => {
    const remedy = `export { ${exported} } from "@acme/shared";`;
    const { diagnostics } = await build(line, named);
    expect(diagnostics.map((found) => [found.code, found.message, pointedAt(found)])).toEqual([
      [
        "schema/foreign",
        'The schema of StoryAgent comes from "@acme/shared", which modules in the output folder cannot import.',
        named,
      ],
    ]);
    expect(diagnostics[0]?.hint).toContain(remedy);
    const mended = await build(`${line}\n${remedy}`, named);
    expect(mended.diagnostics).toEqual([]);
    expect(mended.manifest?.agents["story"]?.output).toMatchObject({ exportName: exported });
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

test.each([
  ["ts-morph", "--save-dev ts-morph"],
  ["tsx", "--save-dev tsx"],
  ["zod", "zod"],
])(
  "%s, which the build needs, is named when it is not installed",
  (name, wanted) => {
    const project = useProject({ "agents/story.ts": story });
    const { diagnostics } = buildWith(copyPackageWithout(name), project);
    expect(diagnostics).toEqual([
      {
        code: "setup/missing-peer",
        severity: "error",
        message: `The build needs the package "${name}", and it is not installed.`,
        hint: `npm install ${wanted}`,
      },
    ]);
  },
  30_000,
);

test("all packages that are not installed are named at once", () => {
  const project = useProject({ "agents/story.ts": story });
  const copy = copyPackageWithout("ts-morph", "tsx", "zod");
  const { diagnostics } = buildWith(copy, project);
  expect(diagnostics.map(({ hint }) => hint).sort()).toEqual([
    "npm install --save-dev ts-morph",
    "npm install --save-dev tsx",
    "npm install zod",
  ]);
}, 30_000);

test("zod is named when this package finds one and the project does not", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ["setup/missing-peer", "npm install zod"],
  ]);
});

test("a zod from before version 4 was in it is named, with what to install", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  project.write({ "node_modules/zod/package.json": `{ "name": "zod", "version": "3.22.4" }` });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics).toMatchObject([
    {
      code: "setup/missing-peer",
      message: 'The build needs the package "zod", and 3.22.4 is installed, which is too old.',
      hint: 'npm install "zod@^3.25.28 || ^4.0.0"',
    },
  ]);
});

test("a package that is newer than any that was tried is not refused", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  project.write({ "node_modules/zod/package.json": `{ "name": "zod", "version": "99.0.0" }` });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map(({ code }) => code)).not.toContain("setup/missing-peer");
});

/** Builds a project with a copy of this package. */
function buildWith(copy: string, { root }: { readonly root: string }): BuildResult {
  const script = `
    const { build } = await import(${JSON.stringify(pathToFileURL(path.join(copy, "src/compiler/build.ts")).href)});
    console.log(JSON.stringify(await build({ root: ${JSON.stringify(root)} })));
  `;
  // What lowers the compiler itself is loaded from where it is.
  const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
  const args = ["--import", tsx, "--input-type=module", "--eval", script];
  const run = spawnSync(process.execPath, args, { encoding: "utf8", cwd: copy });
  expect(run.stderr).toBe("");
  return remember(JSON.parse(run.stdout) as BuildResult);
}

/** A copy of this package with everything that it needs but some packages. */
function copyPackageWithout(...names: readonly string[]): string {
  const packageRoot = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(path.join(tmpdir(), "troupe-without-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(path.join(packageRoot, "src"), path.join(copy, "src"), { recursive: true });
  cpSync(path.join(packageRoot, "package.json"), path.join(copy, "package.json"));
  mkdirSync(path.join(copy, "node_modules"));
  for (const installed of readdirSync(path.join(packageRoot, "node_modules"))) {
    if (names.includes(installed) || installed.startsWith(".")) continue;
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
      message: "generated cannot be written: a file is in the place of a folder",
    },
  ]);
  expect(await project.build({ check: true })).toMatchObject({ ok: false, diagnostics, stale: [] });
  expect(project.read("generated")).toBe("mine");
});

test("a file that no build wrote is reported, and stays", async () => {
  const project = useProject({ "agents/story.ts": story, "generated/story.ts": "mine" });
  expect(remember(await project.build())).toMatchObject({
    ok: false,
    diagnostics: [{ code: "write/foreign-file" }],
    written: [],
  });
  expect(project.read("generated/story.ts")).toBe("mine");
  expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
});

test("a class that the globs miss is reported where somebody may have meant it to be found", async () => {
  const tools = agentModule("", { name: "SharedAgent", decorators: '@cache("1h")' });
  const files = {
    "agents/deep/story.agent.ts": agentModule("", {
      before: 'import { SharedAgent } from "../../lib/shared.js";\nexport { SharedAgent };',
    }),
    // Misses the ending, the folder and both; the last one is a test's own business.
    "agents/misnamed.ts": `${agentModule("", { name: "MisnamedAgent", decorators: "@streaming()" })}
      export const HeldAgent = @streaming() class extends Agent { user() { return ""; } };`,
    "src/lost.agent.ts": agentModule("", { name: "LostAgent", decorators: "@streaming()" }),
    "test/double.ts": agentModule("", { name: "DoubleAgent", decorators: "@streaming()" }),
    "lib/shared.ts": tools,
    // Those that nobody can have meant: abstract, hidden, of another project.
    "agents/base.ts": tools.replace("export class", "export abstract class"),
    "agents/hidden.ts": tools.replace("export class", "class"),
    "other/agents.config.ts": "",
    "other/agents/theirs.agent.ts": tools,
    "agents.config.ts": configure(
      '{ agents: "agents/**/*.agent.ts", defaults: { model: "openai/x" } }',
    ),
  };
  const project = useProject(files);
  const result = remember(await project.build());
  expect(result.diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
    ["agent/unreached", "MisnamedAgent"],
    ["agent/unreached", "HeldAgent"],
    ["agent/unreached", "SharedAgent"],
    ["agent/unreached", "LostAgent"],
  ]);
  expect(result.diagnostics[0]).toMatchObject({
    message:
      'The build makes no agent of MisnamedAgent: "agents" in agents.config.ts does not match its module.',
    hint: 'It matches "agents/**/*.agent.ts". Rename the module, or add a glob; make the class abstract if it is there to be extended.',
  });

  project.write({
    "agents/deep/story.agent.ts": agentModule("", {
      before: 'import { SharedAgent } from "../../lib/shared.js";',
    }).replace("extends Agent", "extends SharedAgent"),
  });
  const extended = (await project.build()).diagnostics.map(pointedAt);
  expect(extended).toEqual(["MisnamedAgent", "HeldAgent", "LostAgent"]);
});

test("a file that was edited after the build is named, and written anew", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  const built = project.read("generated/story.ts");
  // Git's line ends are no edit.
  project.write({
    "generated/index.ts": project.read("generated/index.ts").replaceAll("\n", "\r\n"),
  });
  expect(await project.build()).toMatchObject({ diagnostics: [], written: [] });

  project.write({ "generated/story.ts": `${built}// mine\n` });
  const edited = {
    ok: true,
    diagnostics: [
      {
        code: "write/edited",
        severity: "warning",
        message:
          "generated/story.ts is not as the last build wrote it: it was edited by hand, or merged.",
      },
    ],
  };
  expect(await project.build({ check: true })).toMatchObject({
    ...edited,
    stale: ["generated/story.ts"],
  });
  expect(remember(await project.build())).toMatchObject({
    ...edited,
    written: ["generated/story.ts"],
  });
  expect(project.read("generated/story.ts")).toBe(built);
  expect(await project.build()).toMatchObject({ diagnostics: [], written: [] });
});

test("a comment that turns off nothing is reported, once there is no error", async () => {
  const comment = "// troupe-ignore param/unread -- it was read by nobody";
  const project = useProject({ "agents/story.ts": agentModule(comment) });
  const { diagnostics, ok } = remember(await project.build());
  expect(diagnostics).toMatchObject([
    { code: "ignore/unused", message: 'Line 8 has no warning "param/unread" to turn off.' },
  ]);
  expect(diagnostics.map(pointedAt)).toEqual([comment]);
  expect(ok).toBe(true);
  project.write({ "agents/story.ts": agentModule(`${comment}\n@param() x!: URL;`) });
  expect((await project.build()).diagnostics.map(({ code }) => code)).toEqual(["type/not-json"]);
});

test("what is stale is said for programs, at the module of the agent that changed", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  project.write({ "agents/story.ts": story.replace("user()", "user(): string") });
  expect(staleDiagnostics(await project.build({ check: true }))).toEqual([]);
  project.write({
    "agents/story.ts": story.replace("export class", "@temperature(0) export class"),
  });
  const stale = staleDiagnostics(await project.build({ check: true }));
  for (const { code } of stale) seen.add(code);
  expect(stale).toMatchObject([
    {
      code: "write/stale",
      message:
        "generated/story.ts is not what a build writes now: story: temperature changed (nothing → 0).",
      span: { file: "agents/story.ts" },
    },
  ]);
});

describe("a standalone output", () => {
  const tsconfig = JSON.stringify({
    compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true },
  });
  const story = agentModule("", { decorators: '@model("fake/x")' });

  test.each([
    ["standalone/ts-extensions", { "tsconfig.json": JSON.stringify({ compilerOptions }) }],
    ["standalone/package-type", { "package.json": '{ "type": "commonjs" }' }],
  ])("reports %s", async (code, files) => {
    const all = { "tsconfig.json": tsconfig, "agents/story.ts": story, ...files };
    expect(await codesOf(all, { standalone: true })).toEqual([code]);
    expect(await codesOf(all)).toEqual([]);
  });

  test("reports what is not known before it runs, in a copy", async () => {
    const before = "export const at = (x: string) => import(x);";
    const text = agentModule("", { decorators: '@model("fake/x")', before });
    const project = useProject({ "tsconfig.json": tsconfig, "agents/story.ts": text });
    const { diagnostics } = remember(await project.build({ standalone: true }));
    expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
      ["standalone/computed-import", "import(x)"],
    ]);
  });

  test("reports a CommonJS module that would have to be copied", async () => {
    const project = useProject({
      "tsconfig.json": tsconfig,
      "agents/story.ts": agentModule("", {
        decorators: '@model("fake/x")',
        before: 'import old from "../old.cjs"; void old;',
      }),
      "old.cts": "enum Size { Small }\nexport = Size;",
    });
    const { diagnostics } = remember(await project.build({ standalone: true }));
    expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
      ["standalone/commonjs", "enum Size { Small }"],
    ]);
  });

  test("reports a module outside the project that would have to be copied", async () => {
    const outside = useProject({ "exact.ts": "export const exact = 1;" });
    outside.write({ "sizes.ts": "export enum Size { Small }" });
    const module = (file: string) =>
      agentModule("", {
        decorators: '@model("fake/x")',
        before: `import * as found from "../../${path.basename(outside.root)}/${file}"; void found;`,
      });
    const files = { "tsconfig.json": tsconfig, "agents/story.ts": module("exact.ts") };
    expect(await codesOf(files, { standalone: true })).toEqual([]);
    const unreadable = { ...files, "agents/story.ts": module("sizes.ts") };
    expect(await codesOf(unreadable, { standalone: true })).toEqual(["standalone/outside"]);
  });

  test("has nothing against what stays where it is", async () => {
    const text = agentModule("", {
      decorators: '@model("fake/x")',
      before: 'import "../plain.ts"; export const load = () => import("../plain.ts");',
    });
    const plain = "export const at = (x: string) => import(x);";
    const files = { "tsconfig.json": tsconfig, "agents/story.ts": text, "plain.ts": plain };
    expect(await codesOf(files, { standalone: true })).toEqual([]);
  });
});

test("reports a section of the agents that cannot be found, at the marker", async () => {
  const project = useProject({
    "agents/story.ts": agentModule(""),
    "AGENTS.md": "# Mine\n<!-- agents:begin -->\n",
  });
  const { diagnostics, ok } = remember(await project.build({ agentsMd: "AGENTS.md" }));
  expect(ok).toBe(false);
  expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
    ["write/section", "<!-- agents:begin -->"],
  ]);
  expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
});

test("files that could not be put back are named", () => {
  const error = new WriteError("/p/generated/b.ts", new Error("no"), ["/p/generated/a.ts"]);
  const diagnostic = reportWriteError(error, "/p");
  seen.add(diagnostic.code);
  expect(diagnostic.message).toBe(
    "generated/b.ts cannot be written (no), and these files could not be put back: generated/a.ts.",
  );
});

test("a build that is writing is named", () => {
  const owner = { pid: 12, host: "elsewhere", startTicks: null };
  const diagnostic = reportLocked(new LockedError("/p/generated", 10_011, owner), "/p");
  seen.add(diagnostic.code);
  expect(diagnostic.message).toBe(
    "Another build, process 12 on elsewhere, is writing generated and has stood still for 10 s.",
  );
});

test("every code of the catalogue has been seen above", () => {
  expect([...seen].sort()).toEqual(Object.keys(catalogue).sort());
});
