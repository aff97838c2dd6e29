import { expect, it } from "vitest";
import { describeProject, installProject } from "./install-project.js";
import { startStoryServer, told } from "./story-server.js";

describeProject("a project that runs under tsx", () => {
  it("is built, passes tsc and tells a story", async () => {
    using project = await installProject("tsx", { installer: "npm" });
    await using server = await startStoryServer();
    await project.run("troupe build");
    await project.run("tsc");
    const { stdout } = await project.run("tsx app.ts", { env: server.env });
    expect(JSON.parse(stdout)).toEqual(told);
    expect(JSON.stringify(server.requests[1]?.body)).toContain("Ada of ships");
  });
});
