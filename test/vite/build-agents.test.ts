import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { cliProject, type CliProject } from "../cli/cli-project.js";
import { oneAgent, story } from "../cli/one-agent.js";
import { describeInCi } from "../support/describe-in-ci.js";

const timeout = 120_000;

const files = {
  ...oneAgent,
  "app.ts": `export { story } from "./generated/index.js";`,
  "vite.config.ts": `
    import { agents } from "troupe/vite";
    export default {
      plugins: [agents()],
      build: { ssr: "app.ts", outDir: "out" },
      server: { port: 0, host: "127.0.0.1" },
    };`,
  // A server, and a page's socket that says what it is sent.
  "serve.mjs": `
    import { createServer } from "vite";
    const say = (message) => console.log(JSON.stringify(message));
    const log = (text) => say({ type: "log", text });
    const customLogger = {
      info: log, warn: log, warnOnce: log, error: log,
      clearScreen() {}, hasErrorLogged: () => false, hasWarned: false,
    };
    const server = await createServer({ customLogger });
    await server.listen();
    const { port } = server.httpServer.address();
    const connect = () => {
      const url = \`ws://127.0.0.1:\${port}/?token=\${server.config.webSocketToken}\`;
      const socket = new WebSocket(url, "vite-hmr");
      socket.addEventListener("message", ({ data }) => say(JSON.parse(data)));
    };
    connect();
    process.stdin.on("data", async (text) => {
      if (String(text).includes("connect")) return connect();
      await server.close();
      say({ type: "closed" });
    });`,
};

const projects: CliProject[] = [];
const running: { kill(signal: NodeJS.Signals): boolean }[] = [];
afterEach(() => {
  for (const process of running.splice(0)) process.kill("SIGKILL");
  for (const project of projects.splice(0)) project.remove();
});

function makeProject(more: Readonly<Record<string, string>> = {}): CliProject {
  const project = cliProject({ ...files, ...more });
  projects.push(project);
  return project;
}

function start({ root }: CliProject, args: readonly string[]) {
  const { VITEST: _, ...env } = process.env;
  const child = spawn(process.execPath, [...args], { cwd: root, env: { ...env, NO_COLOR: "1" } });
  running.push(child);
  return child;
}

interface Message {
  readonly type: string;
  readonly text?: string;
  readonly err?: { readonly message: string; readonly frame: string; readonly loc: object };
}

/** A development server, and what it sends to a page. */
function serve(project: CliProject) {
  const child = start(project, ["serve.mjs"]);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  async function next(type: string): Promise<Message> {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The server has ended before it sent "${type}".`);
      const message = JSON.parse(value) as Message;
      if (message.type === type) return message;
    }
  }
  return { child, next };
}

async function bundle(project: CliProject) {
  const vite = join(project.root, "node_modules/vite/bin/vite.js");
  const child = start(project, [vite, "build"]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (said += String(chunk)));
  }
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

const outputOf = (project: CliProject, name = "story.ts") =>
  readFileSync(join(project.root, "generated", name), "utf8");

describeInCi("a development server with troupe/vite", () => {
  it(
    "says in its log what a build of the command says, and when it is mended",
    { timeout },
    async () => {
      const project = makeProject();
      const { next } = serve(project);
      expect((await next("log")).text).toBe("built 1 agent");
      await next("connected");
      project.write({ "agents/story.agent.ts": story.replace("topic!: string", "topic!: URL") });
      const { text } = await next("log");
      expect(text).toContain("agents/story.agent.ts:4:22 - error troupe(type/not-json): ");
      expect(text).toMatch(/\n4 .*topic!: URL.*\n +~{3}\n/);
      project.write({ "agents/story.agent.ts": story });
      expect((await next("log")).text).toBe("built 1 agent");
    },
  );

  it("builds the agents when it starts, before it answers", { timeout }, async () => {
    const project = makeProject();
    const { next } = serve(project);
    await next("connected");
    expect(outputOf(project)).toContain("topic");
  });

  it(
    "shows errors over the page until they are gone, and keeps the output",
    {
      timeout,
    },
    async () => {
      const project = makeProject();
      const { child, next } = serve(project);
      await next("connected");
      const good = outputOf(project);
      project.write({ "agents/story.agent.ts": story.replace("topic!: string", "topic!: URL") });
      const { err } = await next("error");
      expect(err?.message).toMatch(/^troupe\(type\/not-json\): .*URL/);
      expect(err?.loc).toEqual({
        file: join(project.root, "agents/story.agent.ts"),
        line: 4,
        column: expect.any(Number),
      });
      expect(err?.frame).toMatch(/^4 \| .*topic!: URL.*\n {2}\| +\^+$/);
      expect(outputOf(project)).toBe(good);
      // A page that is loaded anew sees it too.
      child.stdin.write("connect");
      expect((await next("error")).err).toEqual(err);
      project.write({ "agents/story.agent.ts": story });
      await next("update");
    },
  );

  it("builds again with each change, and ends with the server", { timeout }, async () => {
    const project = makeProject();
    const { child, next } = serve(project);
    await next("connected");
    project.write({ "agents/story.agent.ts": story.replaceAll("topic", "subject") });
    await expect.poll(() => outputOf(project), { timeout: 30_000 }).toContain("subject");
    const ended = once(child, "close");
    child.stdin.end("close");
    await next("closed");
    expect(await ended).toEqual([0, null]);
  });

  it("ends in the middle of a build, and its process with it", { timeout }, async () => {
    const project = makeProject({
      "close.mjs": `
        import { createServer } from "vite";
        const server = await createServer();
        await server.close();`,
    });
    const [code] = (await once(start(project, ["close.mjs"]), "close")) as [number];
    expect(code).toBe(0);
  });

  it(
    "starts anew, builds and ends where the plugin was given to the server itself",
    { timeout },
    async () => {
      const project = makeProject({
        "vite.config.ts": "export default {};",
        "serve.mjs": files["serve.mjs"]
          .replace(
            "createServer({ customLogger })",
            `createServer({ customLogger, plugins: [agents()], server: { port: 0, host: "127.0.0.1" } })`,
          )
          .replace("await server.listen();", "await server.listen(); await server.restart();")
          .replace('import { createServer } from "vite";', (line) => {
            return `${line} import { agents } from "troupe/vite";`;
          }),
      });
      const { child, next } = serve(project);
      await next("connected");
      project.write({ "agents/story.agent.ts": story.replace("topic!: string", "topic!: URL") });
      // The page of the new server is told.
      expect((await next("error")).err?.message).toContain("type/not-json");
      project.write({ "agents/story.agent.ts": story.replaceAll("topic", "subject") });
      await next("update");
      expect(outputOf(project)).toContain("subject");
      const ended = once(child, "close");
      child.stdin.end("close");
      await next("closed");
      expect(await ended).toEqual([0, null]);
    },
  );

  it("starts with errors as well", { timeout }, async () => {
    const project = makeProject({ "agents/story.agent.ts": "export class" });
    const { next } = serve(project);
    expect((await next("error")).err?.message).toMatch(/^troupe\(source\/syntax\)/);
  });
});

describeInCi("a bundle with troupe/vite", () => {
  it("builds the agents before it", { timeout }, async () => {
    const project = makeProject();
    const { code, said } = await bundle(project);
    expect(said).toContain("out/app.js");
    expect(code).toBe(0);
    expect(outputOf(project)).toContain("topic");
  });

  it("fails with all errors, each with its place", { timeout }, async () => {
    const project = makeProject({
      "agents/story.agent.ts": story.replace(
        "topic!: string",
        "topic!: URL; @param() other!: Map<string, string>",
      ),
    });
    const { code, said } = await bundle(project);
    expect(code).toBe(1);
    expect(said).toMatch(/story\.agent\.ts:4:\d+/);
    expect(said).toMatch(/URL[^]*Map/);
    expect(existsSync(join(project.root, "generated"))).toBe(false);
  });

  it("is made anew by vite build --watch when an agent changes", { timeout }, async () => {
    const project = makeProject();
    const vite = join(project.root, "node_modules/vite/bin/vite.js");
    start(project, [vite, "build", "--watch"]);
    const bundled = () => {
      const file = join(project.root, "out/app.js");
      return existsSync(file) ? readFileSync(file, "utf8") : "";
    };
    await expect.poll(bundled, { timeout: 60_000 }).toContain("topic");
    project.write({ "agents/story.agent.ts": story.replaceAll("topic", "subject") });
    await expect.poll(bundled, { timeout: 60_000 }).toContain("subject");
    expect(outputOf(project)).toContain("subject");
  });

  it(
    "leaves the agents alone where it is told to, and where there is no config",
    {
      timeout,
    },
    async () => {
      const off = makeProject({
        "app.ts": "export const a = 1;",
        "vite.config.ts": files["vite.config.ts"].replace("agents()", "agents({ build: false })"),
      });
      expect((await bundle(off)).code).toBe(0);
      expect(existsSync(join(off.root, "generated"))).toBe(false);
      const { "agents.config.ts": _, ...rest } = files;
      const none = cliProject({ ...rest, "app.ts": "export const a = 1;" });
      projects.push(none);
      expect((await bundle(none)).code).toBe(0);
    },
  );
});
