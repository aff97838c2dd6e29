import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";

describeProject("a project with linters and formatters that know nothing of generated/", () => {
  let project: InstalledProject;

  beforeAll(async () => {
    project = await installProject("linters");
  }, projectTimeout);

  afterAll(() => project?.[Symbol.dispose]());

  it.each(["", " --standalone"])(
    "passes ESLint at its strictest, and is not stale for what formatters do: agents build%s",
    async (option) => {
      await project.run(`troupe build${option}`);
      await project.run("eslint --max-warnings 0 generated");
      await project.run("oxlint --deny-warnings generated");
      const formatters = [
        "eslint --fix .",
        "prettier --write .",
        "oxfmt",
        "biome check --write generated",
      ];
      for (const command of formatters) await project.attempt(command);
      const { code, stdout } = await project.attempt(`troupe build --check${option}`);
      expect(code, stdout).toBe(0);
      // And a build leaves alone what they have changed.
      const { stdout: built } = await project.run(`troupe build${option}`);
      expect(built).not.toMatch(/[1-9]\d* files? written/);
    },
  );

  it("is not stale where Git has written the line ends of Windows", async () => {
    await project.run("troupe build");
    for (const file of ["story.ts", "index.ts", "manifest.json"]) {
      const place = `generated/${file}`;
      writeFileSync(join(project.root, place), project.read(place).replaceAll("\n", "\r\n"));
    }
    await project.run("troupe build --check");
  });

  it("is left alone by formatters after agents init", async () => {
    await project.run("troupe init");
    await project.run("troupe build --force");
    expect(project.read(".prettierignore")).toBe("generated/\n");
    await project.run("prettier --check generated");
    // It ends with an error where it is left with no file.
    const before = project.read("generated/story.ts");
    await project.attempt("oxfmt generated");
    expect(project.read("generated/story.ts")).toBe(before);
  });
});
