import { afterAll, beforeAll, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";
import { serve } from "./serve.js";
import { startStoryServer, told, type StoryServer } from "./story-server.js";

const page = `<main><h1>${told.title}</h1><p>${told.content}</p></main>`;
const everywhere = { page, text: told.text, edge: told.text };
const quiet = { NEXT_TELEMETRY_DISABLED: "1" };

describeProject("an application of Next", () => {
  let project: InstalledProject;
  let server: StoryServer;
  beforeAll(async () => {
    [project, server] = await Promise.all([installProject("next"), startStoryServer()]);
    await project.run("troupe build");
  }, projectTimeout);
  afterAll(async () => {
    project?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });

  /** What a page shows, and what a route streams on Node and on the edge runtime, as `told` has them. */
  async function tell(command: string, env: Readonly<Record<string, string>> = {}) {
    await using app = await serve(project, command, { env: { ...server.env, ...quiet, ...env } });
    const read = (path: string, init?: RequestInit) =>
      fetch(app.url + path, init).then((response) => response.text());
    const html = await read("/");
    const text = await read("/api/story?topic=ships", { method: "POST" });
    const edge = await read("/api/edge?topic=ships", { method: "POST" });
    return { page: /<main>.*<\/main>/s.exec(html)?.[0], text, edge };
  }

  it("serves agents while it is developed, compiled by Turbopack", async () => {
    expect(await tell("next dev")).toEqual(everywhere);
  });

  it("serves agents that Turbopack built, with their tools and the schemas of params", async () => {
    await project.run("next build", { env: quiet });
    const asked = server.requests.length;
    expect(await tell("next start")).toEqual(everywhere);
    expect(JSON.stringify(server.requests.slice(asked))).toContain("Ada of ships");
  });

  it("serves agents that webpack built, with experimentalDecorators", async () => {
    const legacy = { ...quiet, FORM: "legacy" };
    await project.run("next build --webpack", { env: legacy });
    expect(await tell("next start", legacy)).toEqual(everywhere);
  });
});
