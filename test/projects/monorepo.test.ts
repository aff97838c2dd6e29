import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";
import { startStoryServer, told } from "./story-server.js";

const app = { cwd: "packages/app" };

describeProject("a package of a workspace of npm whose schema is of another", () => {
  let project: InstalledProject;
  beforeAll(async () => {
    project = await installProject("monorepo", { shared: "packages/app" });
  }, projectTimeout);
  afterAll(() => project?.[Symbol.dispose]());

  it(
    "is built, passes tsc, tells a story, and sees the schema change",
    { timeout: projectTimeout },
    async () => {
      await using server = await startStoryServer();
      await project.run("troupe build", app);
      await project.run("tsc", app);
      const { stdout } = await project.run("tsx app.ts", { ...app, env: server.env });
      expect(JSON.parse(stdout)).toEqual(told);

      const schema = "packages/schemas/src/index.ts";
      const before = project.read(schema);
      writeFileSync(
        join(project.root, schema),
        before.replace("content:", "text: z.string(), content:"),
      );
      const check = await project.attempt("troupe build --check", app);
      writeFileSync(join(project.root, schema), before);
      expect(check.code).toBe(1);
      expect(check.stdout + check.stderr).toContain("text");
    },
  );
});
