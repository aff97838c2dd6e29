import { renameSync, rmSync, writeFileSync, readFileSync, existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { describeInCi } from "../../support/describe-in-ci.js";
import { cliProject, type CliProject } from "../cli-project.js";

const timeout = 120_000;

/** An agent whose description and schema come from another module. */
const agent = (name: string) => `
  import { Agent, description, model, param, schema } from "troupe";
  import { ${name} } from "../schemas/${name.toLowerCase()}.js";
  @model("fake/x") @schema(${name}) @description("Describes ${name}.")
  export class ${name}Agent extends Agent {
    @param() topic!: string;
    override user() { return this.topic; }
  }`;

const schema = (name: string, field = "title") => `
  import { z } from "zod";
  export const ${name} = z.object({ ${field}: z.string() });`;

const config = (more = "") => `
  import { defineConfig, fake } from "troupe";
  export default defineConfig({ agents: "agents/**/*.agent.ts", providers: { fake: fake() }${more} });`;

const files = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
  "agents.config.ts": config(),
  "agents/one.agent.ts": agent("One"),
  "agents/two.agent.ts": agent("Two"),
  "schemas/one.ts": schema("One"),
  "schemas/two.ts": schema("Two"),
};

const projects: CliProject[] = [];
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  for (const project of projects.splice(0)) project.remove();
});

/** A running watch, and what it says. */
async function watch(more: Readonly<Record<string, string>> = {}, args: readonly string[] = []) {
  const project = cliProject({ ...files, ...more });
  projects.push(project);
  const command = project.start(["build", "--watch", ...args]);
  const closed = once(command, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  stops.push(async () => {
    command.kill("SIGKILL");
    await closed;
  });
  let said = "";
  let seen = 0;
  const wakers = new Set<() => void>();
  command.stderr.on("data", (chunk) => {
    said += stripVTControlCharacters(String(chunk));
    for (const wake of wakers) wake();
  });
  void closed.then(() => wakers.forEach((wake) => wake()));

  /** Waits for the line of the next build, and returns all that was said since the last one. */
  async function next(): Promise<string> {
    for (;;) {
      const match = /^\d\d:\d\d:\d\d .* in [\d.]+ m?s\n/m.exec(said.slice(seen));
      if (match) {
        const end = seen + match.index + match[0].length;
        const text = said.slice(seen, end);
        seen = end;
        return text.replace("Watching for changes. Press Ctrl-C to stop.\n", "");
      }
      if (command.exitCode !== null) throw new Error(`The watch has ended: ${said}`);
      await new Promise<void>((wake) => wakers.add(wake));
    }
  }
  /**
   * What is said in a while in which nothing should be. On a busy machine a save may be seen before it is
   * complete; then the same is built once more, and changes nothing.
   */
  async function silence(): Promise<string> {
    await sleep(1_500);
    const text = said.slice(seen).replace(/^\S+ Built \d agents \(0 files written, .*\n/, "");
    seen = said.length;
    return text.replace("Watching for changes. Press Ctrl-C to stop.\n", "");
  }
  const output = (name: string) => readFileSync(join(project.root, "generated", name), "utf8");
  const place = (name: string) => join(project.root, name);
  return { project, command, closed, next, silence, output, place };
}

describeInCi("agents build --watch", () => {
  it("builds once, and again the agents of a schema file that changes", { timeout }, async () => {
    const { project, next, output, silence } = await watch();
    expect(await next()).toMatch(/^\S+ Built 2 agents into generated\/ \(4 files written, 0 unch/);
    project.write({ "schemas/two.ts": schema("Two", "heading") });
    expect(await next()).toMatch(/^\S+ Built 2 agents into generated\/ \(2 files written, 2 unch/);
    expect(output("two.ts")).toContain("heading");
    expect(await silence()).toBe("");
  });

  it("does nothing for what no agent depends on, nor for what it writes", { timeout }, async () => {
    const { project, next, silence } = await watch();
    await next();
    project.write({
      "agents/one.agent.ts": agent("One"),
      "schemas/unused.ts": "export {};",
      "notes.txt": "x",
    });
    // A module that comes to be in a folder of schemas may be what an import means from now on.
    expect(await silence()).toMatch(
      /^(\S+ Built 2 agents \(0 files written, 4 unchanged\) .*\n)*$/,
    );
    project.write({ "schemas/unused.ts": "export const a = 1;", "notes.txt": "y" });
    expect(await silence()).toBe("");
  });

  it(
    "keeps the last good output while there is an error, and says when it is gone",
    {
      timeout,
    },
    async () => {
      const { project, next, silence, output } = await watch();
      await next();
      const good = output("one.ts");
      project.write({ "schemas/one.ts": "export const One = z.object({" });
      const failed = await next();
      expect(failed).toMatch(/schemas\/one\.ts:1:\d+ - error/);
      expect(failed).toMatch(/\d errors?, nothing was written, in/);
      project.write({ "agents/one.agent.ts": `${agent("One")}\n` });
      expect(await silence()).toBe("");
      expect(output("one.ts")).toBe(good);
      project.write({ "schemas/one.ts": schema("One") });
      expect(await next()).toMatch(/^\S+ Built 2 agents/);
      // Of the edit of the agent the fingerprint alone tells.
      const [built, before] = [output("one.ts"), good].map((text) =>
        text.replace(/fingerprint: "\w+"/, ""),
      );
      expect(built).toBe(before);
    },
  );

  it("begins with errors, a config that does not load among them", { timeout }, async () => {
    const { project, next } = await watch({
      "agents.config.ts": `import "./settings.js"; ${config()}`,
    });
    expect(await next()).toMatch(/agents\.config\.ts:1:8 - error/);
    project.write({ "settings.ts": "throw new Error('no settings');" });
    expect(await next()).toContain("no settings");
    project.write({ "settings.ts": "export {};" });
    expect(await next()).toMatch(/^\S+ Built 2 agents into generated/);
  });

  it("takes in agents that come and go, in new folders too", { timeout }, async () => {
    const { project, next, place } = await watch();
    await next();
    const third = agent("One").replace("class One", "class Three").replace("../", "../../../");
    project.write({ "agents/deep/er/three.agent.ts": third });
    expect(await next()).toMatch(/Built 3 agents into generated\/ \(3 files written/);
    project.write({ "agents/deep/er/three.agent.ts": third.replace("topic!", "subject!") });
    expect(await next()).toMatch(/error|Built 3 agents/);
    project.write({ "agents/deep/er/three.agent.ts": third });
    await next();
    rmSync(place("agents/deep"), { recursive: true });
    expect(await next()).toMatch(/Built 2 agents into generated\/ \(2 files written, 1 removed/);
  });

  it("sees what the config and the tsconfig say anew", { timeout }, async () => {
    const { project, next, output } = await watch();
    await next();
    project.write({ "agents.config.ts": config(`, defaults: { timeout: "42s" }`) });
    expect(await next()).toMatch(/Built 2 agents into generated\/ \(3 files written/);
    expect(output("one.ts")).toContain("42");
    project.write({ "tsconfig.json": files["tsconfig.json"].replace("true", "false") });
    expect(await next()).toMatch(/Built 2 agents/);
    project.write({ "tsconfig.json": `{ "compilerOptions": ` });
    expect(await next()).toMatch(/tsconfig\.json:1:\d+ - error/);
  });

  it("follows editors that write another file and rename it", { timeout }, async () => {
    const { next, place, output } = await watch();
    await next();
    for (const field of ["first", "second"]) {
      writeFileSync(place("schemas/one.ts~"), schema("One", field));
      renameSync(place("schemas/one.ts"), place("schemas/one.ts.bak"));
      renameSync(place("schemas/one.ts~"), place("schemas/one.ts"));
      rmSync(place("schemas/one.ts.bak"));
      await next();
      while (!output("one.ts").includes(field)) await next();
    }
  });

  it("builds again what was removed from the output", { timeout }, async () => {
    const { next, place } = await watch();
    await next();
    rmSync(place("generated"), { recursive: true });
    expect(await next()).toMatch(/Built 2 agents into generated\/ \(4 files written/);
  });

  it(
    "sees a file that an agent reads, and a variable of a new .env file",
    {
      timeout,
    },
    async () => {
      const { project, next, output } = await watch({
        "prompts/one.txt": "From a file.",
        ".env": "TROUPE_TEST_TEXT=first",
        "agents/two.agent.ts": agent("Two").replace(
          `"Describes Two."`,
          "process.env.TROUPE_TEST_TEXT ?? ''",
        ),
        "agents.config.ts": `process.loadEnvFile(new URL(".env", import.meta.url)); ${config()}`,
        "agents/one.agent.ts": `
        import { readFileSync } from "node:fs";
        ${agent("One").replace(`"Describes One."`, 'readFileSync(new URL("../prompts/one.txt", import.meta.url), "utf8")')}`,
      });
      await next();
      project.write({ "prompts/one.txt": "From another." });
      await next();
      expect(output("one.ts")).toContain("From another.");
      expect(output("two.ts")).toContain("first");
      project.write({ ".env": "TROUPE_TEST_TEXT=second" });
      await next();
      expect(output("two.ts")).toContain("second");
    },
  );

  it("outlives modules that end the process, or never end", { timeout }, async () => {
    const { project, next } = await watch();
    await next();
    project.write({ "schemas/one.ts": `${schema("One")} process.exit(3);` });
    expect(await next()).toMatch(/schemas\/one\.ts:\d+:\d+ - error.* it calls process\.exit\(3\)/);
    project.write({ "schemas/one.ts": `${schema("One")} for (;;) {}` });
    // A build of ten seconds is given up with the next change.
    await sleep(11_000);
    project.write({ "schemas/one.ts": schema("One", "other") });
    expect(await next()).toMatch(/Built 2 agents/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends with %s and code 0, with a whole output",
    { timeout },
    async (signal) => {
      const { command, closed, next, place, project } = await watch();
      await next();
      project.write({ "schemas/one.ts": schema("One", "other") });
      command.kill(signal);
      expect(await closed).toEqual([0, null]);
      expect(existsSync(place("generated/.troupe"))).toBe(false);
      expect((await project.agents(["build"])).code).toBe(0);
    },
  );

  it("says all that it found, when it is ended before that was read", { timeout }, async () => {
    // More than a pipe and its reader's buffer take.
    const params = Array.from({ length: 1_200 }, (_, n) => `@param() unread${n}!: string;`);
    const many = agent("One").replace("override", `${params.join("\n")}\noverride`);
    const { command, closed } = await watch({ "agents/one.agent.ts": many }, ["--format", "json"]);
    let said = "";
    command.stderr.on("data", (chunk) => (said += String(chunk)));
    // It has begun to say what it found, of which nothing is read yet.
    await once(command.stdout, "readable");
    command.kill("SIGINT");
    // All the time that it would take to end if it did not wait.
    await sleep(1_000);
    expect(command.exitCode).toBe(null);
    const [stdout] = await Promise.all([readAll(command.stdout), closed]);
    expect(JSON.parse(stdout)).toHaveLength(1_200);
    expect(said).toMatch(/1200 warnings/);
  });

  it("refuses --check", async () => {
    const project = cliProject(files);
    projects.push(project);
    const { code, stderr } = await project.agents(["build", "--watch", "--check"]);
    expect(stderr).toContain("--check and --watch cannot be combined");
    expect(code).toBe(2);
  });

  it("takes warnings as errors with --strict", { timeout }, async () => {
    const unread = agent("One").replace("this.topic", '""');
    const { project, next, place } = await watch({ "agents/one.agent.ts": unread }, ["--strict"]);
    expect(await next()).toContain("error troupe(param/unread)");
    expect(existsSync(place("generated"))).toBe(false);
    project.write({ "agents/one.agent.ts": agent("One") });
    expect(await next()).toMatch(/Built 2 agents/);
  });

  it("says diagnostics as JSON for programs", { timeout }, async () => {
    const unread = agent("One").replace("this.topic", '""');
    const { command, next } = await watch({ "agents/one.agent.ts": unread }, ["--format", "json"]);
    const [chunk] = (await once(command.stdout, "data")) as [Buffer];
    expect(JSON.parse(String(chunk))).toMatchObject([{ code: "param/unread" }]);
    expect(await next()).toMatch(/1 warning/);
  });
});
