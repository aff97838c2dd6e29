import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isDocument, isNameWithin } from "../../../src/compiler/write/name-within.js";

test.each([
  ["story.ts", true],
  ["schemas/story.ts", true],
  ["manifest.json", true],
  [".troupe/story.ts", false],
  ["../story.ts", false],
  ["schemas/../story.ts", false],
  ["schemas/./story.ts", false],
  ["schemas//story.ts", false],
  ["/story.ts", false],
  ["C:/story.ts", false],
  ["story.ts:stream", false],
  ["schemas\\story.ts", false],
  ["story\0.ts", false],
  ["", false],
])("whether the output may have a file %j", (name, isWithin) => {
  expect(isNameWithin(name)).toBe(isWithin);
});

test.each([
  ["../AGENTS.md", true],
  ["../docs/agents.mdx", true],
  ["AGENTS.md", false],
  ["../AGENTS.txt", false],
  ["../docs/../AGENTS.md", false],
  ["../.git/AGENTS.md", false],
  ["../node_modules/troupe/README.md", false],
  ["../packages/Node_Modules/README.md", false],
  ["../link/AGENTS.md", false],
  ["../../AGENTS.md", false],
])("whether a section may be written into %j", (name, isOne) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "troupe-documents-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "project");
  const output = join(root, "generated");
  mkdirSync(output, { recursive: true });
  symlinkSync(folder, join(root, "link"));
  expect(isDocument(name, { root, output })).toBe(isOne);
});
