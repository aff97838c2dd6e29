import { describe, expect, test } from "vitest";
import { findProperty } from "../../../src/compiler/load-config/find-property.js";

function valueOf(text: string, ...path: string[]): string | undefined {
  const place = findProperty(text, path);
  return place && text.slice(place.value.start, place.value.end);
}

const config = `import { defineConfig, openai } from "troupe";

// defineConfig({ agents: "in a comment" })
export default defineConfig({
  agents: ["a, b", 'c: d'], // output: "not this"
  "output": flag ? "x" : \`y\${1}\`,
  defaults: { timeout: { total: "1s", idle: "2s" as const }, retry: retries },
  providers: { ...others, groq: openai({ apiKey: () => env["KEY"], baseURL: "https://x/" }) },
  onSubscriberError({ error }) { report(error, { agents: 1 }); },
  cache,
});
export const agents = { highWaterMark: 1 };
`;

describe("a property of a config", () => {
  test.each([
    [["agents"], `["a, b", 'c: d']`],
    [["output"], 'flag ? "x" : `y${1}`'],
    [["defaults", "timeout", "idle"], '"2s" as const'],
    [["providers", "groq"], 'openai({ apiKey: () => env["KEY"], baseURL: "https://x/" })'],
    [["cache"], "cache"],
  ])("%j is found by its tokens", (path, value) => {
    expect(valueOf(config, ...path)).toBe(value);
  });

  test("that is put together elsewhere is found as far as it is written out", () => {
    expect(valueOf(config, "defaults", "retry", "maxAttempts")).toBe("retries");
    expect(valueOf(config, "defaults", "model")).toMatch(/^\{ timeout: .*\}$/);
  });

  test.each([
    ["that is not there", config, "highWaterMark"],
    ["of a config that is given by name", "export default defineConfig(config);", "agents"],
    ["of no config", "", "agents"],
    ["of a config that breaks off", "defineConfig({", "agents"],
  ])("%s is not found", (_, text, name) => {
    expect(findProperty(text, [name])).toBeUndefined();
  });
});
