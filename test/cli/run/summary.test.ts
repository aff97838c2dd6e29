import { expect, test } from "vitest";
import { complete, defineConfig, fake, type ExecutionRecord } from "troupe";
import { summarize } from "../../../src/cli/run/summary.js";
import type { Paint } from "../../../src/cli/terminal/paint.js";

const plain = (text: string) => text;
const paint: Paint = {
  red: plain,
  green: plain,
  yellow: plain,
  dim: plain,
  bold: plain,
  colors: false,
};

async function recordOf(changes: Partial<ExecutionRecord>): Promise<ExecutionRecord> {
  const config = defineConfig({ agents: [], providers: { fake: fake() } });
  const messages = [{ role: "user", content: "Hello" }] as const;
  const record = await complete({ model: "fake/model", messages, config }).record;
  return { ...record, ...changes };
}

const error = {
  code: "invalid_params",
  message: "The params are invalid:\n  topic: is wrong",
} as const;

test("a failure says each issue with its place, and one of the whole without", async () => {
  const issues = [
    { path: ["list", 0], message: "is wrong" },
    { path: [], message: "is too much" },
  ];
  const record = await recordOf({
    status: "error",
    text: "",
    error: { ...error, issues } as never,
  });
  const lines = summarize(record, paint).split("\n");
  expect(lines.slice(1, 5)).toEqual([
    "  invalid_params: The params are invalid:",
    "  - list.0: is wrong",
    "  - is too much",
    "  no text had arrived",
  ]);
});

test("tools that failed are counted beside all", async () => {
  const calls = ["success", "failed", "denied"].map((outcome) => ({ outcome }));
  const facts = summarize(await recordOf({ toolCalls: calls as never }), paint);
  expect(facts).toMatch(/tools +3 \(2 failed\)/);
});
