import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/compiler/load-config/load-config.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { writeProject } from "../evaluate/temp-project.js";

async function load(files: Readonly<Record<string, string>>) {
  const root = await writeProject(files);
  return loadConfig(createModuleLoader({ root }), join(root, "agents.config.ts"));
}

const config = `
import { defineConfig } from "troupe";
export default defineConfig({ agents: "agents/*.ts", output: "made" });
`;

describe("loadConfig", () => {
  it.each(["module", "commonjs"])("gives what defineConfig made, in a %s package", async (type) => {
    const files = { "package.json": JSON.stringify({ type }), "agents.config.ts": config };
    expect(await load(files)).toMatchObject({ agents: ["agents/*.ts"], output: "made" });
  });

  it("refuses a config without a default export", async () => {
    const files = { "agents.config.ts": `export const config = {};` };
    await expect(load(files)).rejects.toMatchObject({
      name: "EvaluationError",
      file: "agents.config.ts",
      message: expect.stringContaining("no default export"),
    });
  });

  it("refuses a default export that is not from defineConfig", async () => {
    for (const text of [
      `export default { agents: "x" };`,
      `export default 1;`,
      `export default null;`,
    ]) {
      await expect(load({ "agents.config.ts": text })).rejects.toMatchObject({
        file: "agents.config.ts",
        message: expect.stringContaining("not made by defineConfig"),
      });
    }
  });

  it("fails with the reason and the place when the config throws", async () => {
    const files = { "agents.config.ts": `throw new Error("no key");` };
    await expect(load(files)).rejects.toMatchObject({
      file: "agents.config.ts",
      message: "no key",
      line: 1,
    });
  });
});
