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
  expect(moduleSpecifier(output, file)).toBe(specifier);
});
