import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examine, sickProject, troubles } from "./sick-project.js";

const timeout = 60_000;

/** A config that does not load keeps the build from being looked at, which is not what these are about. */
const noBuild = { "agents.config.ts": "export default 1;" };

async function findingsOf(files: Readonly<Record<string, string>>) {
  const found = troubles(await examine(sickProject({ ...noBuild, ...files })), "config", "output");
  return found.map(({ check, level, message, remedy }) => ({
    what: `${check} ${level}`,
    message,
    remedy: remedy?.text ?? "",
  }));
}

const tsconfig = (options: object) => ({
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      module: "nodenext",
      target: "es2022",
      types: ["node"],
      ...options,
    },
  }),
});

const depends = (name: string, script: string, command: string) => ({
  "package.json": JSON.stringify({
    type: "module",
    devDependencies: { [name]: "*" },
    scripts: { [script]: command },
  }),
});

describe("agents doctor on how TypeScript is set up", () => {
  it.each([
    [
      "no package.json",
      { "package.json": "" },
      "package-json note",
      /no package\.json/,
      /npm init/,
    ],
    [
      "a package.json that is no JSON",
      { "package.json": "{ nope" },
      "package-json error",
      /package\.json cannot be read/,
      /Fix/,
    ],
    [
      "CommonJS that Node 16 could not require ES modules from",
      { "package.json": "{}", ...tsconfig({ module: "node16" }) },
      "tsconfig warning",
      /tsc refuses to import/,
      /"module": "nodenext"/,
    ],
    [
      "CommonJS in which nothing may be imported",
      { "package.json": "{}", ...tsconfig({ verbatimModuleSyntax: true }) },
      "tsconfig warning",
      /does not allow import/,
      /"verbatimModuleSyntax": false/,
    ],
    ["no tsconfig", { "tsconfig.json": "" }, "tsconfig warning", /no tsconfig\.json/, /Create/],
    [
      "a tsconfig that is none",
      { "tsconfig.json": "{ nope" },
      "tsconfig error",
      /tsconfig\.json cannot be read/,
      /Fix/,
    ],
    [
      "a tsconfig that is a folder",
      { "tsconfig.json": "", "tsconfig.json/file": "x" },
      "tsconfig error",
      /^tsconfig\.json cannot be read: EISDIR/,
      /Fix/,
    ],
    [
      "a tsconfig that is a list",
      { "tsconfig.json": "[]" },
      "tsconfig error",
      /^tsconfig\.json cannot be read: it is not a JSON object/,
      /Fix/,
    ],
    [
      "a tsconfig that extends what is not there",
      { "tsconfig.json": `{ "extends": "nowhere" }` },
      "tsconfig error",
      /extends "nowhere", which cannot be found/,
      /Fix/,
    ],
    [
      "a tsconfig that extends what is no JSON",
      { "tsconfig.json": `{ "extends": "./base.json" }`, "base.json": "{ nope" },
      "tsconfig error",
      /^base\.json cannot be read/,
      /Fix/,
    ],
    [
      "a tsconfig that extends itself, by another",
      {
        "tsconfig.json": `{ "extends": "./base.json" }`,
        "base.json": `{ "extends": "./tsconfig.json" }`,
      },
      "tsconfig error",
      /^base\.json cannot be read: it extends itself/,
      /Fix/,
    ],
    [
      "no strictness",
      tsconfig({ strict: false }),
      "tsconfig warning",
      /needs "strict": true/,
      /"strict": true/,
    ],
    [
      "a resolution without exports",
      tsconfig({ module: "commonjs", moduleResolution: "node10" }),
      "tsconfig warning",
      /res/,
      /nodenext/,
    ],
    [
      "decorators that tsc leaves in its output",
      tsconfig({ target: "esnext" }),
      "tsconfig warning",
      /leaves decorators in its output/,
      /"target": "es2022"/,
    ],
    [
      "Vitest without a config",
      { "package.json": `{ "type": "module", "devDependencies": { "vitest": "5" } }` },
      "bundlers warning",
      /^vitest\.config\.ts, which is not there, does not use troupe\/vite/,
      /plugins: \[agents\(\)\]/,
    ],
    [
      "Vite without the plugin",
      { "vite.config.ts": `export default { plugins: [react()] };` },
      "bundlers warning",
      /^vite\.config\.ts does not use troupe\/vite/,
      /plugins: \[agents\(\)\]/,
    ],
    [
      "tsdown without a config",
      depends("tsdown", "build", "tsdown"),
      "bundlers warning",
      /^tsdown\.config\.ts, which is not there, does not use troupe\/bundler/,
      /plugins: \[agents\.tsdown\(\)\]/,
    ],
    [
      "Rolldown without the plugin",
      { "rolldown.config.js": `export default { input: "app.ts" };` },
      "bundlers warning",
      /^rolldown\.config\.js does not use troupe\/bundler/,
      /plugins: \[agents\.rolldown\(\)\]/,
    ],
    [
      "webpack without a loader that lowers decorators",
      { "webpack.config.js": `module.exports = { module: { rules: [] } };` },
      "bundlers warning",
      /^webpack\.config\.js does not use troupe\/bundler/,
      /plugins: \[agents\.webpack\(\)\]/,
    ],
    [
      "Rspack whose SWC rejects decorators",
      {
        "rspack.config.mjs": `export default { module: { rules: [{ use: "builtin:swc-loader" }] } };`,
      },
      "bundlers warning",
      /^rspack\.config\.mjs does not use troupe\/bundler/,
      /plugins: \[agents\.rspack\(\)\]/,
    ],
    [
      "a script that runs esbuild for its default target",
      depends("esbuild", "build", "rm -rf dist && esbuild app.ts --bundle --outfile=dist/app.js"),
      "bundlers warning",
      /^The script "build" runs esbuild without a target/,
      /--target=es2022/,
    ],
    [
      "a program that runs esbuild for the newest target",
      { "build.mjs": `import * as esbuild from "esbuild"; esbuild.build({ target: "esnext" });` },
      "bundlers warning",
      /^build\.mjs runs esbuild without a target/,
      /agents\.esbuild\(\)/,
    ],
    [
      "Next with webpack, without experimentalDecorators",
      depends("next", "build", "next build --webpack"),
      "transformers error",
      /^The script "build" uses webpack/,
      /"experimentalDecorators": true/,
    ],
    [
      "SWC that parses no decorators",
      { ".swcrc": `{ "jsc": { "parser": { "syntax": "typescript" } } }` },
      "transformers warning",
      /^\.swcrc does not enable decorators/,
      /"decorators": true/,
    ],
    [
      "Babel without decorators",
      { "babel.config.json": `{ "presets": ["@babel/preset-typescript"] }` },
      "transformers warning",
      /^babel\.config\.json does not use @babel\/plugin-proposal-decorators/,
      /"version": "2023-11"/,
    ],
    [
      "Babel with decorators of a draft",
      {
        ".babelrc": `{ "plugins": [["@babel/plugin-proposal-decorators", { "version": "2022-03" }]] }`,
      },
      "transformers error",
      /^\.babelrc sets decorators to version 2022-03/,
      /"version": "2023-11"/,
    ],
    [
      "Babel with decorators before types",
      {
        "babel.config.js": `export default {
          presets: ["@babel/preset-typescript"],
          plugins: [["@babel/plugin-proposal-decorators", { version: "2023-11" }]],
        };`,
      },
      "transformers warning",
      /^babel\.config\.js compiles decorators before types/,
      /"@babel\/plugin-transform-typescript" in plugins/,
    ],
    [
      "legacy decorators of Babel without class properties",
      {
        ".babelrc": `{ "plugins": [
          "@babel/plugin-transform-typescript", ["@babel/plugin-proposal-decorators", { "version": "legacy" }]
        ] }`,
      },
      "transformers warning",
      /^\.babelrc has legacy decorators but no class properties/,
      /class-properties/,
    ],
    [
      "a script that runs agents with Node alone",
      {
        "package.json": `{ "type": "module", "scripts": { "start": "node --env-file=.env app.ts" } }`,
        "app.ts": `import { note } from "./generated/index.js";`,
      },
      "scripts warning",
      /script "start" runs app\.ts with Node alone/,
      /"start": "tsx --env-file=\.env app\.ts"/,
    ],
  ])("finds %s", { timeout }, async (_, files, what, message, remedy) => {
    expect(await findingsOf(files)).toEqual([
      { what, message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) },
    ]);
  });

  it.each([
    ["the plugin", { "vite.config.ts": `import { agents } from "troupe/vite";` }],
    [
      "transformers that are set up",
      {
        "package.json": `{
          "type": "module",
          "dependencies": { "next": "16" },
          "scripts": { "dev": "next dev", "build": "next build", "bundle": "esbuild app.ts --target=node22" }
        }`,
        ".swcrc": `{ "jsc": { "parser": { "syntax": "typescript", "decorators": true } } }`,
        "babel.config.json": `{ "plugins": [
          "@babel/plugin-transform-typescript", ["@babel/plugin-proposal-decorators", { "version": "2023-11" }]
        ] }`,
        "tsdown.config.ts": `import { agents } from "troupe/bundler";`,
        "rspack.config.mjs": `const parser = { syntax: "typescript", decorators: true };`,
        "rollup.config.js": `import typescript from "@rollup/plugin-typescript";`,
        "build.ts": `import { build } from "esbuild"; build({ target: ["es2022"] });`,
      },
    ],
    [
      "Next with webpack and experimentalDecorators",
      {
        ...depends("next", "build", "next build --webpack"),
        ...tsconfig({ experimentalDecorators: true }),
      },
    ],
    ["target esnext, where something else compiles", tsconfig({ target: "esnext", noEmit: true })],
    [
      "TypeScript's own decorators, which Vite lowers itself",
      { ...tsconfig({ experimentalDecorators: true }), "vite.config.ts": "export default {};" },
    ],
    [
      "scripts that compile agents, or run none",
      {
        "package.json": `{ "type": "module", "scripts": {
          "start": "node --import tsx app.ts", "dev": "tsx app.ts", "other": "node other.ts"
        } }`,
        "app.ts": `import { note } from "./generated/index.js";`,
        "other.ts": `import { readFile } from "node:fs/promises";`,
      },
    ],
  ])("has nothing against %s", { timeout }, async (_, files) => {
    expect(await findingsOf(files)).toEqual([]);
  });

  it("says that the plugin needs esbuild", { timeout }, async () => {
    const project = sickProject({
      ...noBuild,
      "vitest.config.ts": `import { agents } from "troupe/vite";`,
    });
    rmSync(join(project.root, "node_modules/esbuild"));
    expect(troubles(await examine(project), "config", "output")).toEqual([
      {
        check: "bundlers",
        level: "error",
        message: expect.stringContaining("needs esbuild"),
        remedy: { kind: "run", text: "npm install -D esbuild" },
      },
    ]);
  });
});
