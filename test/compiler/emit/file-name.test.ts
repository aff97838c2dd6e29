import { expect, it } from "vitest";
import { fileNameOf } from "../../../src/compiler/emit/file-name.js";
import { moduleSpecifier } from "../../../src/compiler/emit/module-specifier.js";

it.each([
  ["story", "story"],
  ["classifyTicket", "classify-ticket"],
  ["readPDFPage", "read-pdf-page"],
  ["html", "html"],
  ["gpt4oMini", "gpt4o-mini"],
  ["v2Story", "v2-story"],
  ["straßeÄndern", "straße-ändern"],
  ["snake_case", "snake_case"],
])("names the file of %s %s", (name, file) => {
  expect(fileNameOf(name)).toBe(file);
});

it.each([
  ["generated", "agents/story.agent.ts", "../agents/story.agent.js"],
  ["generated", "agents.config.mts", "../agents.config.mjs"],
  ["generated/", "./agents/view.tsx", "../agents/view.js"],
  ["src/generated", "src/agents/a.ts", "../agents/a.js"],
  ["src/generated", "lib/a.cts", "../../lib/a.cjs"],
  ["src", "src/a.agent.ts", "./a.agent.js"],
  [".", "agents/a.ts", "./agents/a.js"],
  ["generated", "../shared/schema.ts", "../../shared/schema.js"],
  ["generated", "agents/plain.js", "../agents/plain.js"],
])("from %s imports %s as %s", (output, file, specifier) => {
  expect(moduleSpecifier(output, file, "js")).toBe(specifier);
});

it.each([
  ["ts", "agents/a.agent.ts", "../agents/a.agent.ts"],
  ["ts", "agents.config.mts", "../agents.config.mts"],
  ["ts", "agents/view.tsx", "../agents/view.tsx"],
  ["none", "agents/a.agent.ts", "../agents/a.agent"],
  ["none", "agents/view.tsx", "../agents/view"],
  // Nothing looks for these by itself.
  ["none", "agents.config.mts", "../agents.config.mjs"],
  ["none", "agents/a.cts", "../agents/a.cjs"],
  ["none", "agents/plain.js", "../agents/plain.js"],
] as const)("in the style %s imports %s as %s", (style, file, specifier) => {
  expect(moduleSpecifier("generated", file, style)).toBe(specifier);
});
