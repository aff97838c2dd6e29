import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findBundlers } from "../../../src/cli/setup/find-bundlers.js";
import type { PackageJson } from "../../../src/cli/setup/read-package-json.js";

function find(files: Readonly<Record<string, string>>, ...dependencies: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), "troupe-bundlers-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const packageJson = { dependencies: new Set(dependencies) } as unknown as PackageJson;
  return findBundlers(root, packageJson).map(({ config, isThere, lowers }) => [
    config,
    isThere,
    lowers,
  ]);
}

test.each([
  ["webpack.config.js", `use: "ts-loader"`, "compiler"],
  ["webpack.config.js", `import { agents } from "troupe/bundler"; use: "ts-loader"`, "plugin"],
  ["webpack.config.js", `use: "style-loader"`, undefined],
  ["rspack.config.mjs", `loader: "builtin:swc-loader"`, undefined],
  ["rspack.config.mjs", `loader: "builtin:swc-loader", parser: { decorators: true }`, "compiler"],
  ["rollup.config.ts", `import typescript from "@rollup/plugin-typescript";`, "compiler"],
  ["vite.config.ts", `import { agents } from "troupe/vite";`, "plugin"],
  ["vitest.config.ts", "plugins: [react()]", undefined],
])("who lowers decorators: %s with %s", (name, text, lowers) => {
  expect(find({ [name]: text })).toEqual([[name, true, lowers]]);
});

test("one that needs no config gets one, named after the first package of its kind", () => {
  expect(find({}, "vite", "vitest")).toEqual([["vitest.config.ts", false, undefined]]);
  expect(find({}, "tsdown")).toEqual([["tsdown.config.ts", false, undefined]]);
  expect(find({}, "webpack")).toEqual([]);
  expect(find({ "vite.config.js": "" }, "vite")).toEqual([["vite.config.js", true, undefined]]);
});
