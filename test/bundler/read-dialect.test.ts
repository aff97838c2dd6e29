import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readDialect } from "../../src/bundler/read-dialect.js";

const tsconfig = (compilerOptions: object) => JSON.stringify({ compilerOptions });

it.each([
  ["no tsconfig", {}, [false, true]],
  ["no target", { "tsconfig.json": "{}" }, [false, true]],
  ["an old target", { "tsconfig.json": tsconfig({ target: "ES2021" }) }, [false, false]],
  ["a new target", { "tsconfig.json": tsconfig({ target: "es2022" }) }, [false, true]],
  [
    "fields that are assigned",
    { "tsconfig.json": tsconfig({ target: "esnext", useDefineForClassFields: false }) },
    [false, false],
  ],
  [
    "an option that is inherited",
    {
      "base.json": tsconfig({ experimentalDecorators: true }),
      "tsconfig.json": `{ "extends": "./base.json" }`,
    },
    [true, true],
  ],
  [
    "a tsconfig that refers to the one of the file",
    {
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }`,
      "tsconfig.app.json": `{ "include": ["src"], "compilerOptions": { "experimentalDecorators": true } }`,
    },
    [true, true],
  ],
  [
    "one that is nearer",
    {
      "tsconfig.json": tsconfig({ experimentalDecorators: true }),
      "src/tsconfig.json": tsconfig({ target: "es2020" }),
    },
    [false, false],
  ],
] as const)("reads the dialect of a file with %s", (_, files, [legacy, defines]) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "troupe-dialect-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ "src/story.ts": "", ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const found = readDialect(join(root, "src/story.ts"));
  expect(found).toEqual({ legacyDecorators: legacy, definesFields: defines });
});
