import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cliProject, type CliProject } from "../cli-project.js";
import { theatre } from "../theatre.js";

let project: CliProject;

beforeAll(async () => {
  project = cliProject(theatre);
  await project.agents(["build"]);
}, 60_000);

afterAll(() => project?.remove());

describe("agents list", () => {
  it("shows every agent in a table, and all of it to whoever reads a pipe", async () => {
    const { code, stdout } = await project.agents(["list"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^name +model +streams +params +output +cache +source$/);
    expect(lines.find((line) => line.startsWith("note"))).toMatch(
      /^note +fake\/clerk +no +none +text +1h +agents\/note\.agent\.ts$/,
    );
    expect(lines.find((line) => line.startsWith("story"))).toMatch(
      /fake\/novelist +yes +topic: string, tone\?: "warm" \| "dry" +\{ title, content \} +off +agents\/story\.agent\.ts$/,
    );
    expect(lines.find((line) => line.startsWith("echo"))).toContain(
      "scores?: Record<string, number>, model?: string",
    );
    expect(stdout).not.toContain("…");
    expect(code).toBe(0);
  });

  it("shows all of one agent", async () => {
    const { code, stdout } = await project.agents(["list", "story"]);
    expect(code).toBe(0);
    expect(stdout).toContain("story: Writes a short story.");
    expect(stdout).toMatch(/^fingerprint {2}[0-9a-f]{16}$/m);
    expect(stdout).toContain(
      "required params\n  topic: string\n    What the story is about.\n    At most 20 characters.\n",
    );
    expect(stdout).toContain(
      'optional params\n  tone?: "warm" | "dry" = "warm"\n    How it is told.\n',
    );
    expect(stdout).toMatch(
      /output\n {2}interface Story \{\n? *title: string;\s+content: string;? *\n? *\}/,
    );
    const one = await project.agents(["list", "note", "--json"]);
    expect(JSON.parse(one.stdout)).toMatchObject({ name: "note", cache: { ttlMs: 3_600_000 } });
  });

  it("names the nearest agent where there is none of the name", async () => {
    const { code, stderr } = await project.agents(["list", "stry"]);
    expect(stderr).toContain('There is no agent "stry". Did you mean story?');
    expect(code).toBe(2);
  });

  it("prints what the manifest says with --json", async () => {
    const { stdout } = await project.agents(["list", "--json"]);
    const manifest = JSON.parse(
      readFileSync(join(project.root, "generated/manifest.json"), "utf8"),
    );
    expect(JSON.parse(stdout)).toEqual(manifest.agents);
  });

  it("shows networks in a table of their own, and all of one", async () => {
    const other = cliProject({
      ...theatre,
      "agents/play.agent.ts": `
        import { Network, concurrency, maxCalls, param, state } from "troupe";
        /** Plays twice. */
        @concurrency(2)
        @maxCalls(9)
        export class PlayNetwork extends Network {
          @param() topic!: string;
          /** How often it was. */
          @state() played = 0;
          async *run() {
            await this.agents.note();
            this.played += 1;
            yield* this.forward(this.agents.story({ topic: this.topic }));
          }
        }`,
    });
    await other.agents(["build"]);
    const { stdout } = await other.agents(["list"]);
    const [agents, networks] = stdout.trimEnd().split("\n\n");
    expect(agents?.split("\n")).toHaveLength(4);
    expect(networks).toMatch(
      /^network +streams +params +output +states +calls +source\nplay +yes +topic: string +text +played +note, story +agents\/play\.agent\.ts$/,
    );
    const one = await other.agents(["list", "play"]);
    expect(one.stdout).toContain("play: Plays twice.");
    expect(one.stdout).toMatch(
      /kind +network\nconcurrency +2\nmax\. calls +9\nstreams +yes\nsource +PlayNetwork in/,
    );
    expect(one.stdout).toContain("calls\n  note\n  story\n");
    expect(one.stdout).toContain("states\n  played: number\n    How often it was.\n");
    const json = await other.agents(["list", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ play: { maxCalls: 9 }, note: {} });
    const unknown = await other.agents(["list", "pley"]);
    expect(unknown.stderr).toContain('There is no agent or network "pley". Did you mean play?');
    other.remove();
  });

  it.each([
    ["is missing", undefined, /no generated\/manifest\.json yet - run: agents build/],
    ["is of another version", `{ "version": 99, "agents": {} }`, /has version 99/],
    ["is something else", `[1, 2`, /is not a manifest - run: agents build/],
  ])("says what to do where the manifest %s", async (_, manifest, message) => {
    const other = cliProject({
      ...theatre,
      ...(manifest !== undefined && { "generated/manifest.json": manifest }),
    });
    const { code, stderr } = await other.agents(["list"]);
    other.remove();
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("says what to install where TypeScript cannot be loaded", async () => {
    const withoutTsx = `
      import { registerHooks } from "node:module";
      registerHooks({
        resolve(specifier, context, next) {
          if (!specifier.startsWith("tsx")) return next(specifier, context);
          const message = "Cannot find package 'tsx' imported from loader.js";
          throw Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });
        },
      });
    `;
    const { code, stderr } = await project.agentsAlone(["list"], {
      node: ["--import", `data:text/javascript,${encodeURIComponent(withoutTsx)}`],
    });
    expect(stderr).toContain("run: npm install -D tsx");
    expect(code).toBe(2);
  });

  it("says where a config does not load", async () => {
    const broken = cliProject({ "agents.config.ts": "\nexport default (;" });
    const { code, stderr } = await broken.agents(["list"]);
    broken.remove();
    expect(stderr).toMatch(/^error: agents\.config\.ts:2:\d+ - /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  });
});
