import { expect, test } from "vitest";
import { readManifest } from "../../src/cli/project/read-manifest.js";

const type = { kind: "string" };
const story = { name: "story", model: "fake/x", source: "a.ts", params: [{ name: "topic", type }] };
const read = (spec: unknown) =>
  readManifest(JSON.stringify({ version: 1, agents: { story: spec } }), "manifest.json", "build");

test.each([
  null,
  7,
  {},
  { ...story, model: null },
  { ...story, params: null },
  { ...story, params: [null] },
  { ...story, params: [{ name: "topic", type: null }] },
  { ...story, output: {} },
])("a manifest with a broken agent is named, and not read: %j", (spec) => {
  expect(() => read(spec)).toThrow('manifest.json is invalid at the agent "story" - build');
  expect(read(story).agents).toHaveProperty("story");
});
