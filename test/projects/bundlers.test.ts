import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";
import { startStoryServer, told, type StoryServer } from "./story-server.js";

describeProject("an application that is", () => {
  let project: InstalledProject;
  let server: StoryServer;
  beforeAll(async () => {
    [project, server] = await Promise.all([installProject("bundlers"), startStoryServer()]);
  }, projectTimeout);
  afterAll(async () => {
    project?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });

  async function tell(file: string): Promise<unknown> {
    const { stdout } = await project.run(`node ${file}`, { env: server.env });
    return JSON.parse(stdout);
  }

  describe("bundled with the plugin, which builds its agents", () => {
    it.each([
      ["esbuild", "node esbuild.mjs", "dist/esbuild.mjs"],
      ["Rolldown", "rolldown -c rolldown.config.mjs", "dist/rolldown.mjs"],
      ["tsdown", "tsdown", "dist/tsdown/app.mjs"],
      ["Rollup", "rollup -c rollup.config.mjs", "dist/rollup.mjs"],
      ["webpack", "node webpack.mjs", "dist/webpack.mjs"],
      ["Rspack", "node rspack.mjs", "dist/rspack.mjs"],
      ["Rsbuild", "rsbuild build", "dist/rsbuild/app.js"],
    ])("tells a story after %s", async (_, command, bundle) => {
      await project.run(command);
      expect(await tell(bundle)).toEqual(told);
    });
  });

  it("bundled has plugins of the types that bundlers take", async () => {
    await project.run("troupe build");
    await project.run("tsc");
  });

  it("bundled by esbuild for es2022 tells a story", async () => {
    await project.run(
      "esbuild app.ts --bundle --packages=external --format=esm --platform=node --target=es2022 --outfile=dist/es2022.mjs",
    );
    expect(await tell("dist/es2022.mjs")).toEqual(told);
  });

  it("bundled by Rsbuild without it tells a story", async () => {
    await project.run("troupe build");
    await project.run("rsbuild build --env-mode plain");
    expect(await tell("dist/rsbuild/app.js")).toEqual(told);
  });

  it("fails to bundle while its agents have an error", async () => {
    const file = join(project.root, "agents/story.agent.ts");
    const text = project.read("agents/story.agent.ts");
    writeFileSync(file, text.replace("topic!: string", "topic!: symbol"));
    try {
      for (const command of [
        "node esbuild.mjs",
        "rollup -c rollup.config.mjs",
        "node webpack.mjs",
        "node rspack.mjs",
      ]) {
        const { code, stdout, stderr } = await project.attempt(command);
        expect({ command, failed: code !== 0 }).toEqual({ command, failed: true });
        expect(stdout + stderr).toMatch(/agents\/story\.agent\.ts\W+11\b/);
      }
    } finally {
      writeFileSync(file, text);
    }
  });

  describe("compiled by", () => {
    beforeAll(() => project.run("troupe build"), projectTimeout);

    it.each([
      ["swc", "2023-11"],
      ["swc", "2022-03"],
      // For TypeScript the legacy form, and for JavaScript the one of 2018.
      ["swc", "2021-12"],
      ["swc-javascript", "2021-12"],
      ["swc", "legacy-metadata"],
      ["babel", "2023-11"],
      ["babel", "legacy"],
    ])("%s, version %s, tells a story", async (...form) => {
      const folder = form.join("-");
      await project.run(`node transform.mjs ${form.join(" ")} ${folder}`);
      expect(await tell(`${folder}/app.js`)).toEqual(told);
    });
  });
});
