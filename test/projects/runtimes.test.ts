import type { ChildProcess } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  describeProject,
  type InstalledProject,
  installProject,
  projectTimeout,
} from "./install-project.js";
import { startStoryServer, type StoryServer, told } from "./story-server.js";

/** What an application says that has asked once with each of the two SDKs. */
const toldTwice = [told, told];

/** The Node that the tests run on; the one of the project is 22.13. */
const node = process.execPath;

const chromium = "/usr/bin/chromium";
const hasChromium = existsSync(chromium);
const page = hasChromium
  ? "streams in a page of a browser, through a server that has the key"
  : "streams in a page of a browser (apt-get install chromium)";

describeProject("a project without a compiler of its own", () => {
  let project: InstalledProject;
  let server: StoryServer;

  /** What a command prints last, as JSON. */
  const lastOf = async (command: string): Promise<unknown> => {
    const { stdout } = await project.run(command, { env: server.env });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  };

  beforeAll(async () => {
    // Bun and Deno are installed by scripts of their packages.
    project = await installProject("runtimes", { installer: "bunWithScripts" });
    server = await startStoryServer();
  }, projectTimeout);

  afterAll(async () => {
    project[Symbol.dispose]();
    await server.close();
  });

  describe("with the ordinary output", () => {
    it.each([
      ["Deno", "deno run -A npm:troupe build"],
      ["Bun", "bunx --bun troupe build"],
      ["Bun, again", "bun --bun run troupe build --check"],
    ])("is built by a command that %s starts, on Node", async (_, command) => {
      const { stderr } = await project.run(command);
      // The second build finds what the first has written.
      expect(stderr).toMatch(/(?:Built|Checked) 2 agents|Nothing changed/);
    });

    it.each(["Deno", "Bun"])("says that it needs Node where there is only %s", async (name) => {
      const command = `${name.toLowerCase()} ${name === "Deno" ? "run -A" : "--bun"}`;
      const main = "node_modules/troupe/dist/cli/main.js";
      const path = `${project.root}/node_modules/.bin`;
      const { code, stderr } = await project.attempt(`${path}/${command} ${main} build`, {
        env: { PATH: "/nowhere", NO_COLOR: "1" },
      });
      expect(stderr).toMatch(new RegExp(`^error: this command needs Node .*runs on ${name} \\d`));
      expect(code).toBe(2);
    });

    it.each([
      ["Bun", "bun"],
      ["Deno", "deno run -A"],
    ])(
      "says that it needs Node where a program builds on %s, where the plugin only bundles",
      async (name, run) => {
        for (const program of ["build-agents.ts", "bundle.mjs --build"]) {
          const { code, stderr } = await project.attempt(`${run} ${program}`);
          expect(stderr).toMatch(
            new RegExp(`Building agents needs Node .* runs on ${name} \\d.*npx troupe build`),
          );
          expect(code).toBe(1);
        }
        await project.run(`${run} bundle.mjs`);
        expect(await lastOf(`${node} dist/app.mjs`)).toEqual(toldTwice);
      },
    );

    it("passes tsc and `deno check`", async () => {
      await project.run("tsc");
      await project.run("deno check app.ts");
    });

    it("passes the formatter and the linter of Deno", async () => {
      await project.run("deno fmt --check generated");
      await project.run("deno lint generated");
    });

    it.each(["deno run -A app.ts", "bun run app.ts"])("streams with %s", async (command) => {
      expect(await lastOf(command)).toEqual(toldTwice);
    });

    it.each([
      ["without nodejs_compat", "web"],
      ["with nodejs_compat", "node"],
    ])("streams in a Worker %s", async (_, environment) => {
      const variables = Object.entries({ ...server.env, KEY: "the-worker-has-it" });
      const given = environment === "web" ? variables.slice(-1) : variables;
      const worker = project.start(
        [
          `wrangler dev --env ${environment} --port 0 --inspector-port 0`,
          ...(environment === "web" ? [`--define proxy:'${server.url}'`] : []),
          ...given.map(([name, value]) => `--var ${name}:${value}`),
        ].join(" "),
        { env: { WRANGLER_SEND_METRICS: "false", CI: "1" } },
      );
      const url = await lineOf(worker, /Ready on (http:\S+)/);
      expect(await (await fetch(`${url}/told`)).json()).toEqual(toldTwice);
      expect(await (await fetch(url)).text()).toBe(told.text);
    });

    it.skipIf(!hasChromium)(page, async () => {
      expect(await lastOf(`${node} open-page.ts ${server.url} ${chromium}`)).toEqual(toldTwice);
    });
  });

  describe("with the standalone output", () => {
    beforeAll(async () => {
      await project.run("troupe build --standalone");
    });

    it("is fresh for `deno check`, and stale when a source has changed since", async () => {
      await project.run("deno check app.ts");
      const source = project.read("agents/story.agent.ts");
      const file = join(project.root, "agents/story.agent.ts");
      writeFileSync(file, source.replace("title:", "heading:"));
      const { stderr } = await project.attempt("deno check app.ts");
      writeFileSync(file, source);
      expect(stderr).toContain("generated/story.ts is stale - run: agents build");
    });

    it.each([
      ["Deno", "deno run -A app.ts"],
      ["Bun", "bun run app.ts"],
      ["Node 22.13", "node --experimental-strip-types app.ts"],
      ["Node 24", `${node} app.ts`],
    ])("streams with %s", async (_, command) => {
      expect(await lastOf(command)).toEqual(toldTwice);
    });

    it("streams from Express, as text and as events", async () => {
      const serving = project.start(`${node} server.ts`, { env: server.env });
      const url = await lineOf(serving, /^(http:\S+)$/);
      expect(await (await fetch(`${url}/text`)).text()).toBe(told.text);
      const events = await (await fetch(`${url}/events`)).text();
      const chunks = [...events.matchAll(/^data: (.*)$/gm)];
      expect(chunks.map(([, data = ""]) => JSON.parse(data)).join("")).toBe(told.text);
    });
  });
});

/** Waits for a line that a command prints, and gives what the expression holds of it. */
async function lineOf(command: ChildProcess, expression: RegExp): Promise<string> {
  if (!command.stdout) throw new Error("a command was started without pipes");
  const lines: string[] = [];
  for await (const line of createInterface(command.stdout)) {
    const [, found] = expression.exec(line) ?? [];
    if (found !== undefined) return found;
    lines.push(line);
  }
  throw new Error(`no line of the command matches ${expression}:\n${lines.join("\n")}`);
}
