import { chmodSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../src/compiler/diagnostics/catalogue.js";
import { agentCatalogue } from "../../../src/compiler/diagnostics/agent-catalogue.js";
import { ignoreCatalogue } from "../../../src/compiler/diagnostics/ignore-catalogue.js";
import { modelCatalogue } from "../../../src/compiler/diagnostics/model-catalogue.js";
import { paramCatalogue } from "../../../src/compiler/diagnostics/param-catalogue.js";
import { projectCatalogue } from "../../../src/compiler/diagnostics/project-catalogue.js";
import { networkCatalogue } from "../../../src/compiler/diagnostics/network-catalogue.js";
import { toolCatalogue } from "../../../src/compiler/diagnostics/tool-catalogue.js";
import { agentModule, compilerOptions, pointedAt, useProject } from "../compiled-project.js";
import { projectCases } from "./project-cases.js";
import { configure, noteCodes, story, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { codesOf, remember } = codes;

describe("a project with every mistake of modules at once", () => {
  testCases(projectCases, codes);
});

describe("a project whose setup is wrong", () => {
  test("has no config", async () => {
    const result = remember(await useProject({ "agents.config.ts": undefined }).build());
    expect(result.diagnostics).toEqual([
      {
        code: "config/missing",
        severity: "error",
        message: "There is no agents.config.ts here.",
        hint: 'Run "agents init" to create one, or name your config with --config.',
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
      "the default export was not made by defineConfig: write export default defineConfig({ … })",
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
        hint: "The build loads agents.config.ts, with everything that it imports, before it looks for agents.",
      },
    ]);
  });

  const inAgents = (more: string) => `{ agents: "agents/*.ts", ${more} }`;
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
    ["config/default", inAgents('defaults: { model: "gpt-4o" as never }'), '"gpt-4o" as never'],
    ["config/default", inAgents('defaults: { model: "opnai/x" }'), '"opnai/x"'],
    ["config/default", withDefaults('timeout: "-1s"'), '"-1s"'],
    ["config/default", withDefaults("temperature: 9"), "9"],
    ["config/default", withDefaults("maxTokens: 0"), "0"],
    ["config/default", withDefaults('streaming: "yes" as never'), '"yes" as never'],
    ["config/default", withDefaults("retry: { maxAttempts: 0 }"), "0"],
    ["config/default", withDefaults("retry: 3 as never"), "3 as never"],
    ["config/invalid", inAgents('tools: { timout: "1s" } as never'), "timout"],
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
      ['The config has no option "outptu". Did you mean "output"?', undefined],
      ['The config has no option "defaults.modle". Did you mean "defaults.model"?', undefined],
    ]);
    expect(
      await said({ "agents/story.ts": agentModule("", { decorators: '@model("opnai/gpt-4o")' }) }),
    ).toEqual([
      [
        'The model "opnai/gpt-4o" needs the provider "opnai", which is not configured.',
        'Did you mean "openai/gpt-4o"? The providers are anthropic, fake, openai. Add others under "providers" in agents.config.ts.',
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

test("agents that import each other in a circle are reported, but not by their types alone", async () => {
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

test("every code of the catalogue has been seen above, or in the room that reports it", () => {
  const elsewhere = /^(?:setup|standalone|write)\//;
  expect(codes.unseen(projectCatalogue).filter((code) => !elsewhere.test(code))).toEqual([]);
});

test("every code is in one of the catalogues that have tests of their own", () => {
  const tested = {
    ...agentCatalogue,
    ...ignoreCatalogue,
    ...modelCatalogue,
    ...paramCatalogue,
    ...projectCatalogue,
    ...networkCatalogue,
    ...toolCatalogue,
  };
  expect(Object.keys(tested).sort()).toEqual(Object.keys(catalogue).sort());
});
