import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeProject, installProject } from "./install-project.js";
import { startStoryServer, told } from "./story-server.js";

const app = { cwd: "packages/app" };

describeProject("a package of a workspace whose schema is of another", () => {
  it.each(["npm", "pnpm"] as const)(
    "is installed by %s, built, passes tsc, tells a story, and sees the schema change",
    async (installer) => {
      using project = await installProject("monorepo", { shared: app.cwd, installer });
      await using server = await startStoryServer();
      await project.run("troupe build", app);
      await project.run("troupe build --check", app);
      await project.run("tsc", app);
      const { stdout } = await project.run("tsx app.ts", { ...app, env: server.env });
      expect(JSON.parse(stdout)).toEqual(told);

      const schema = "packages/schemas/src/index.ts";
      const text = project.read(schema).replace("content:", "text: z.string(), content:");
      writeFileSync(join(project.root, schema), text);
      const check = await project.attempt("troupe build --check", app);
      expect(check.code).toBe(1);
      expect(check.stdout + check.stderr).toContain("text");
    },
  );
});
