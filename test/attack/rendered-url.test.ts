import { expect, test } from "vitest";
import { toShownUrl } from "../../src/providers/connection/to-shown-url.js";

const keys = [
  "sk-proj-4f9aK2mQ7xZ1bT8w",
  "550e8400-e29b-41d4-a716-446655440000",
  "9f86d081884c7d659a2feaa0c55ad015",
  "AIzaSyD4f9aK2mQ7xZ1bT8wAIzaSyD4f9aK2mQ7",
  "q7Zk2mX9bT4w",
  "%71%37Zk2mX9bT4wLp0",
  "Zx81mQpLr4tB7yNs",
];

test.each(keys)("the URL of a rendered request does not show the key %s", (key) => {
  for (const url of [
    `https://gateway.test/${key}/v1/chat/completions`,
    `https://gateway.test/v1/keys/${key}`,
    `https://gateway.test/v1?key=${key}&api-version=2024-10-21`,
    `https://gateway.test/v1#${key}`,
    `https://${key}@gateway.test/v1`,
    `https://user:${key}@gateway.test/v1`,
  ]) {
    const shown = toShownUrl(url);
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(decodeURIComponent(key));
    expect(shown).toMatch(/hidden|redacted|v1$/);
  }
});

test.each([
  "https://api.openai.com/v1/chat/completions",
  "https://api.anthropic.com/v1/messages",
  "https://x.openai.azure.com/openai/deployments/gpt-4o-mini-2024-07-18/chat/completions?api-version=2024-10-21",
  "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash-preview-05-20:streamGenerateContent",
  "https://api.test/v1/models/claude-sonnet-4-5-20250929",
  "https://api.test/v1/accounts/fireworks/models/llama-v3p1-70b-instruct",
])("shows %s as it is", (url) => {
  expect(toShownUrl(url)).toBe(url);
});
