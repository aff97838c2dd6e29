import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { processEnv } from "../support/process-env.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

it(
  "the demo streams an agent through both SDKs, and one with a tool, without a key",
  { timeout: 60_000 },
  async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "scripts/demo.ts"],
      { cwd: repository, env: processEnv() },
    );
    const raw = stdout.split("\n").filter((line) => line.startsWith('{"title":'));
    expect(raw).toHaveLength(2);
    expect(raw[0]).toBe(raw[1]);
    expect(stdout).toMatch(
      /success · openai\/gpt-4o · first token after \d+ ms · 96 tokens in, 124 out/,
    );
    expect(stdout).toMatch(/success · anthropic\/claude-\S+ · first token after \d+ ms/);
    expect(stdout).toContain('→ forecast {"city":"Lisbon","days":2}\n← [{"city":"Lisbon","day":0,');
    expect(stdout).toMatch(/No umbrella is needed\.\n\nsuccess · .* · 2 steps\n/);
    expect(stdout).toContain("OPENAI_API_KEY=… npx troupe run story --topic AI");
  },
);
