import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";
import { startStoryServer, told, type StoryServer } from "./story-server.js";

describeProject("a CommonJS project of Nest, with its code in src", () => {
  let project: InstalledProject;
  let server: StoryServer;

  beforeAll(async () => {
    project = await installProject("nest", { shared: "src" });
    server = await startStoryServer();
    await project.run("troupe build");
  }, projectTimeout);

  afterAll(async () => {
    project?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });

  it("writes dist/main.js where Nest expects it, which Node 22.13 and 24 run", async () => {
    await project.run("nest build");
    expect(existsSync(join(project.root, "dist/main.js"))).toBe(true);
    // Another package than `node`, so its command is found first.
    for (const node of ["node", process.execPath]) {
      const { stdout } = await project.run(`${node} dist/main`, { env: server.env });
      expect(JSON.parse(stdout)).toEqual(told);
    }
    const { stdout: version } = await project.run("node --version");
    expect(version).toBe("v22.13.0\n");
  });

  it.each(["jest.config.js", "jest.swc.config.js"])(
    "is tested by Jest without a setting: %s",
    async (config) => {
      const { stderr } = await project.run(`jest --config ${config}`, { env: server.env });
      expect(stderr).toContain("2 passed");
    },
  );

  it("has nothing that doctor finds", async () => {
    const { stdout } = await project.run("troupe doctor", { env: server.env });
    expect(stdout).not.toMatch(/^ +(?:warning|error) /m);
  });
});
