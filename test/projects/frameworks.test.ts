import { afterAll, beforeAll, expect, it } from "vitest";
import {
  describeProject,
  installProject,
  projectTimeout,
  type InstalledProject,
} from "./install-project.js";
import { serve } from "./serve.js";
import { startStoryServer, told, type StoryServer } from "./story-server.js";

describeProject("frameworks on Vite, with the plugin alone", () => {
  let project: InstalledProject;
  let server: StoryServer;
  beforeAll(async () => {
    [project, server] = await Promise.all([installProject("frameworks"), startStoryServer()]);
  }, projectTimeout);
  afterAll(async () => {
    project?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });

  /** What a route streams while a command serves it. */
  async function tell(command: string): Promise<string> {
    const env = { ...server.env, ASTRO_TELEMETRY_DISABLED: "1", HOST: "127.0.0.1" };
    await using app = await serve(project, command, { env });
    const response = await fetch(`${app.url}/api/story?topic=ships`);
    return response.text();
  }

  it.each([
    ["SvelteKit", "vite build", "node build/index.js"],
    ["Astro", "astro build", "node astro/server/entry.mjs"],
  ])("%s builds the agents, and a route streams a story", async (_, build, start) => {
    await project.run(build, { env: { ASTRO_TELEMETRY_DISABLED: "1" } });
    expect(await tell(start)).toBe(told.text);
  });

  it.each([
    ["SvelteKit", "vite dev --host 127.0.0.1 --port $PORT --strictPort"],
    ["Astro", "astro dev --host 127.0.0.1 --port $PORT"],
  ])("%s serves them while they are developed", async (_, dev) => {
    expect(await tell(dev)).toBe(told.text);
  });
});
