import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectCatalogue } from "../../../src/compiler/diagnostics/project-catalogue.js";
import { agentModule, compilerOptions, pointedAt, useProject } from "../compiled-project.js";
import { noteCodes } from "../diagnostics/catalogue-tests.js";

const codes = noteCodes();
const { codesOf, remember } = codes;

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

test("every code of this room has been seen above", () => {
  expect(codes.unseen(projectCatalogue).filter((code) => code.startsWith("standalone/"))).toEqual(
    [],
  );
});
