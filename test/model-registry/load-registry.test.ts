import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const packageRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Runs the second execution with the files that were put away. */
const script = `
import { globSync, renameSync } from "node:fs";
import { Agent, defineConfig } from "./dist/index.js";
import { createCaller } from "./dist/runtime/index.js";

class StoryAgent extends Agent { user() { return "Hi"; } }
const provider = {
  kind: "test",
  async *stream() {
    yield [
      { type: "text_delta", text: "Once" },
      { type: "usage", usage: { inputTokens: 1_000, outputTokens: 1_000 } },
      { type: "finish", reason: "stop" },
    ];
  },
};
const loose = { safeParse: (data) => ({ success: true, data }) };
const reported = [];
const config = defineConfig({
  agents: "none",
  providers: { groq: provider },
  onSubscriberError: ({ error }) => reported.push(error.message),
});
const spec = { version: 1, name: "story", className: "StoryAgent", source: "", streaming: false, params: [] };
const story = createCaller({
  spec: { ...spec, model: "groq/openai/gpt-oss-20b" },
  agent: StoryAgent,
  params: () => loose,
  config,
});
const { status, costUsd } = await story({}).record;
for (const file of globSync("dist/**/*.away")) renameSync(file, file.slice(0, -".away".length));
const { costUsd: nextCostUsd } = await story({}).record;
console.log(JSON.stringify({ status, costUsd, nextCostUsd, reported }));
`;

/** Runs two executions, one after the other, of a copy of the built package. */
function run(change: (dist: string) => void): unknown {
  const copy = mkdtempSync(path.join(tmpdir(), "troupe-registry-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(path.join(packageRoot, "dist"), path.join(copy, "dist"), { recursive: true });
  cpSync(path.join(packageRoot, "package.json"), path.join(copy, "package.json"));
  symlinkSync(path.join(packageRoot, "node_modules"), path.join(copy, "node_modules"));
  change(path.join(copy, "dist"));
  const options = { cwd: copy, encoding: "utf8" } as const;
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], options),
  );
}

test("an execution loads what models cost when it first asks one", () => {
  expect(run(() => {})).toEqual({
    status: "success",
    costUsd: "0.000375",
    nextCostUsd: "0.000375",
    reported: [],
  });
});

test("one that cannot load it succeeds all the same, says that its cost is not known, and the next one tries again", () => {
  const broken = run((dist) => {
    const files = globSync("**/registry-*.js", { cwd: dist });
    expect(files).not.toEqual([]);
    for (const file of files) {
      renameSync(path.join(dist, file), path.join(dist, `${file}.away`));
    }
  });
  expect(broken).toEqual({
    status: "success",
    nextCostUsd: "0.000375",
    reported: ["The prices of models cannot be loaded, so records have no costUsd."],
  });
});
