import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchProject, type WatchEvent } from "../../../src/compiler/watch/watch-project.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { oneAgent, story } from "../../cli/one-agent.js";

// Where a busy machine lets a build be given up, the lock that it held lasts for a minute.
const timeout = 240_000;

/** Says that a build loads the module, and holds it until there is a file "go". */
const heldOpen = `
  import { existsSync, writeFileSync } from "node:fs";
  writeFileSync(new URL("../loading", import.meta.url), "");
  while (!existsSync(new URL("../go", import.meta.url))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);`;

function makeProject(more: Readonly<Record<string, string>> = {}): CliProject {
  const project = cliProject({ ...oneAgent, ...more });
  onTestFinished(() => project.remove());
  return project;
}

/** Watches a project until the test ends; `next` waits for what comes of the next change. */
function watch({ root }: CliProject) {
  const seen: WatchEvent[] = [];
  let wake: (() => void) | undefined;
  const failures: Error[] = [];
  const watching = watchProject({
    root,
    onBuild: (event) => {
      seen.push(event);
      wake?.();
    },
    onFailure: (error) => failures.push(error),
  });
  onTestFinished(() => watching.close());
  async function next(): Promise<WatchEvent["result"]> {
    for (;;) {
      const event = seen.shift();
      if (event !== undefined) return event.result;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { watching, seen, failures, next };
}

const watchedFolders = () =>
  process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;

describe("watchProject", () => {
  it(
    "watches nothing any more when it was closed in the middle of a build",
    { timeout },
    async () => {
      const before = watchedFolders();
      const { watching, seen, failures } = watch(makeProject());
      expect(watchedFolders()).toBeGreaterThan(before);
      // The first build has only just begun, and comes to its end.
      await watching.close();
      await expect.poll(watchedFolders).toBe(before);
      expect({ seen, failures }).toEqual({ seen: [], failures: [] });
    },
  );

  it.each(["first", "next"] as const)(
    "builds again for a change that comes in the middle of the %s build",
    { timeout },
    async (which) => {
      const project = makeProject({ "agents/story.agent.ts": heldOpen + story });
      const isLoading = () => existsSync(join(project.root, "loading"));
      const go = () => project.write({ go: "" });
      if (which === "next") go();
      const { next } = watch(project);
      if (which === "next") {
        await next();
        for (const file of ["go", "loading"]) rmSync(join(project.root, file));
        project.write({ "agents/story.agent.ts": heldOpen + story.replaceAll("topic", "subject") });
      }
      await expect.poll(isLoading, { timeout: 30_000 }).toBe(true);
      project.write({ "agents/story.agent.ts": story.replace("StoryAgent", "TaleAgent") });
      go();
      for (let written = ""; !written.includes("tale.ts");) {
        written = (await next()).written.join(" ");
      }
    },
  );

  it(
    "sees a save in any folder when the first build did not get as far as reading",
    { timeout },
    async () => {
      const project = makeProject();
      const zod = join(project.root, "node_modules/zod");
      renameSync(zod, `${zod}-gone`);
      const { next } = watch(project);
      expect((await next()).diagnostics).toMatchObject([{ code: "setup/missing-peer" }]);
      renameSync(`${zod}-gone`, zod);
      project.write({ "agents/story.agent.ts": `${story}\n` });
      expect(await next()).toMatchObject({ ok: true, agents: 1 });
    },
  );
});
