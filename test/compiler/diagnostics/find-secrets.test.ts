import { describe, expect, test } from "vitest";
import { findSecrets } from "../../../src/compiler/diagnostics/find-secrets.js";
import { formatDiagnostics } from "../../../src/compiler/diagnostics/format-diagnostics.js";
import { maskSecrets } from "../../../src/compiler/diagnostics/mask-secrets.js";
import { agentModule, useProject } from "../compiled-project.js";

// Put together here, so that no scanner takes this file for a leak.
const of = (...parts: readonly string[]) => parts.join("");
const random = "Ab3dEf6hIj9kLmN0pQr5sT7uVw1xYz";
const hex = "0123456789abcdef0123456789abcdef";

const keys = [
  ["Anthropic", of("sk-", "ant-api03-", random, "-", random)],
  ["Anthropic", of("sk-", "ant-api03-abcdefghijklmnopqrstuvwxyz")],
  ["OpenRouter", of("sk-", "or-v1-", hex, hex)],
  ["OpenAI", of("sk-", random)],
  ["OpenAI", of("sk-", "proj-", random, "_", random)],
  ["OpenAI", of("sk-", hex)],
  ["Groq", of("gsk", "_", random)],
  ["xAI", of("xai", "-", random)],
  ["Google", of("AIza", "Sy", random, "abc")],
  ["AWS", of("AKIA", "IOSFODNN7EXAMPLE")],
] as const;

describe("what looks like a key", () => {
  test.each(keys)("of %s is found wherever it stands: %s", (name, key) => {
    for (const text of [`"${key}"`, `// ${key}`, `<b>${key}</b>`, `const = ${key};`, key]) {
      const [secret, ...others] = findSecrets(text);
      expect(others).toEqual([]);
      expect(text.slice(secret?.start, secret?.end)).toBe(key);
      expect(secret?.what).toContain(name);
    }
  });

  test.each([
    `apiKey: "${hex}"`,
    `apiKey: '${random}'`,
    `"api_key": "${random}+/=="`,
    `apiKey = \`${random}\``,
    `apiKey: () =>\n  process.env.KEY ?? "${random}"`,
    `API_KEY: "8d0f6a52-1c3b-4e9a-b7f1-92c4d5e6f708"`,
  ])("is found where it is given as one: %s", (text) => {
    expect(findSecrets(text)).toMatchObject([{ what: "a key" }]);
  });

  test.each([
    'apiKey: () => process.env["ACME_OPENAI_KEY_FOR_REGION_2"]',
    'apiKey: "local"',
    'apiKey: () => vault.read("projects/acme/secrets/openai-key-v2")',
    'apiKey: env, baseURL: "https://api.example.com/0123456789abcdef01234567"',
    "sk-test-1234567890",
    "sk-step-2-of-the-onboarding-flow-for-teams",
    "sk-...",
    `sk-${"x".repeat(40)}`,
    "a task-0123456789abcdefghijkl",
    `disk-${random}`,
    `id: "${hex}"`,
    "AKIA is the prefix of an access key",
  ])("is not %s", (text) => {
    expect(findSecrets(text)).toEqual([]);
  });
});

// In quadratic time each would take minutes, which no test is given.
test.each(["apiKey: ", "sk-", "sk-ant-a1", "api_key=("])(
  "a text of ten megabytes of %j is looked through in linear time",
  (part) => {
    expect(findSecrets(part.repeat(10_000_000 / part.length))).toEqual([]);
  },
);

test("a masked text is as long as it was, and holds none of its keys", () => {
  const text = keys.map(([, key]) => `const a = "${key}";\n`).join("");
  const masked = maskSecrets(text);
  expect(masked).toHaveLength(text.length);
  for (const [, key] of keys) expect(masked).not.toContain(key.slice(-12));
  expect(masked.match(/const a = "(?:[a-z-]+[-_]|AIza|AKIA|)\*+";\n/gi)).toHaveLength(keys.length);
});

test.each(["text", "json", "github"] as const)("no key is shown as %s", async (format) => {
  const [groq, anthropic] = [of("gsk_", random), of("sk-", "ant-", random)];
  const members = `  @param({ format: "email" }) value = "${groq}"; at!: string;
  @param() when!: URL; // ${anthropic}`;
  const project = useProject({
    "agents/story.ts": agentModule(members),
    "agents.config.ts": `import { defineConfig, openai } from "troupe";
export default defineConfig({
  agents: "agents/*.ts",
  defaults: { model: "openai/x" },
  providers: { groq: openai({ baseURL: "https://x.test", apiKey: "${hex}" }) },
});
`,
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
    ["source/secret", "agents.config.ts"],
    ["param/default-out-of-bounds", "agents/story.ts"],
    ["source/secret", "agents/story.ts"],
    ["type/not-json", "agents/story.ts"],
    ["source/secret", "agents/story.ts"],
  ]);
  for (const said of [
    formatDiagnostics(diagnostics, { format, color: false }),
    JSON.stringify(diagnostics),
  ]) {
    expect(said).not.toContain(random);
    expect(said).not.toContain(hex);
  }
});
