import { expect, it } from "vitest";
import { describeProject, installProject } from "./install-project.js";
import { startStoryServer } from "./story-server.js";

describeProject("a project of ES modules that Jest tests", () => {
  it("tells a story with ts-jest", async () => {
    using project = await installProject("jest-esm");
    await using server = await startStoryServer();
    await project.run("troupe build");
    const env = { ...server.env, NODE_OPTIONS: "--experimental-vm-modules" };
    const { stderr } = await project.run("jest", { env });
    expect(stderr).toContain("1 passed");
  });
});
