import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build, type BuildResult, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { startStoryServer, told, type Told } from "../projects/story-server.js";
import { installPacked, type PackedProject } from "./packed-project.js";

const fixture = (file: string, of = "shared") =>
  readFileSync(join(import.meta.dirname, "../projects/fixtures", of, file), "utf8");
const tell = fixture("tell.ts", "runtimes");

let project: PackedProject;

beforeAll(async () => {
  project = await installPacked({
    "package.json": JSON.stringify({ private: true, type: "module", sideEffects: false }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        strict: true,
        noEmit: true,
        allowImportingTsExtensions: true,
      },
    }),
    "agents.config.ts": `
      import { anthropic, defineConfig, openai } from "troupe";
      const { proxy = "http://localhost" } = globalThis as { proxy?: string };
      const connection = { baseURL: proxy, apiKey: "the-server-adds-it" };
      export default defineConfig({
        agents: "agents/**/*.agent.ts",
        standalone: true,
        defaults: { model: "openai/gpt-4o" },
        providers: { openai: openai(connection), anthropic: anthropic(connection) },
      });
    `,
    "agents/story.agent.ts": fixture("agents/story.agent.ts"),
    "agents/other.agent.ts": `
      import { Agent, param } from "troupe";
      /** It must not be in a bundle that does not call it. */
      export class OtherAgent extends Agent {
        @param() name!: string;
        override user() {
          return \`Something else about \${this.name}.\`;
        }
      }
    `,
    "tell.ts": tell,
    "one.ts": `import { story } from "./generated/story.ts"; globalThis.story = story;`,
    "index.ts": `import { story } from "./generated/index.ts"; globalThis.story = story;`,
    "page.ts": `import { tell } from "./tell.ts"; globalThis.told = Promise.all(models.map(tell));`,
  });
  await project.node("node_modules/troupe/dist/cli/main.js", "build");
});

/** Bundles a module as docs/standalone.md says, with what is loaded later in files of its own. */
function bundle(
  entry: string,
  options: { readonly splitting: boolean },
): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    absWorkingDir: project.root,
    entryPoints: [entry],
    outdir: "out",
    bundle: true,
    format: options.splitting ? "esm" : "iife",
    splitting: options.splitting,
    platform: "browser",
    minify: true,
    target: "es2022",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
}

describe("a bundle for where there is nothing of Node", () => {
  it("streams answers of both providers in a context that has what a page has", async () => {
    await using server = await startStoryServer();
    const { outputFiles, warnings } = await bundle("page.ts", { splitting: false });
    expect(warnings).toEqual([]);
    const page = createContext(pageGlobals(server.url));
    runInContext(outputFiles[0]?.text ?? "", page);
    const answers = (await (page["told"] as Promise<Told[]>)).map((answer) => ({ ...answer }));
    expect(answers).toEqual([told, told]);
    const paths = new Set(server.requests.map(({ path }) => path));
    expect(paths).toEqual(new Set(["/chat/completions", "/v1/messages"]));
  });

  it("refuses to send a key to a provider from a page, in words that say what to do", async () => {
    const { outputFiles } = await bundle("page.ts", { splitting: false });
    const page = createContext({
      ...pageGlobals("https://api.openai.com/v1"),
      models: ["openai/gpt-4o"],
    });
    runInContext(outputFiles[0]?.text ?? "", page);
    await expect(page["told"]).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringMatching(
        /A call from a browser would send the API key to OpenAI.*baseURL/,
      ),
    });
  });
});

describe("the size of a bundle with one caller", () => {
  // Of 605 kB that were loaded at the start 454 were Zod: it was imported as { z }. Context, hosted tools, choices
  // before steps and approvals came later: without them it is less than 260. What executions show of each other, for
  // `this.agents` and networks, came after those, with 10.
  it("is less than 290 kB at the start, of which less than 105 are Zod", async () => {
    const { metafile, outputFiles } = await bundle("one.ts", { splitting: true });
    const loaded = loadedAtStart(metafile, "one.ts");
    const files = outputFiles.filter(({ path }) => loaded.some((name) => path.endsWith(name)));
    const sizes = {
      all: sum(files.map(({ contents }) => contents.length)),
      zipped: sum(files.map(({ contents }) => gzipSync(contents).length)),
      zod: sum(loaded.map((name) => bytesOf(metafile, name, "/zod/"))),
    };
    expect(sizes.all, JSON.stringify(sizes)).toBeLessThan(290_000);
    expect(sizes.zod, JSON.stringify(sizes)).toBeLessThan(105_000);
  });

  it.each([
    ["the caller's own module", "one.ts"],
    ["the index, in a package without side effects", "index.ts"],
  ])("has nothing of agents that are not called, with %s", async (_, entry) => {
    const { outputFiles } = await bundle(entry, { splitting: false });
    expect(outputFiles[0]?.text).toContain("Write about");
    expect(outputFiles[0]?.text).not.toContain("Something else about");
  });
});

/** What of Node's globals no page has. */
const ofNode = new Set(["process", "Buffer", "global", "setImmediate", "clearImmediate"]);

/** What a page has and a library may use; timers are numbers. */
function pageGlobals(proxy: string): Record<string, unknown> {
  const timers = new Map<number, NodeJS.Timeout>();
  let count = 0;
  const own = new Set(Object.getOwnPropertyNames(runInContext("globalThis", createContext())));
  const names = Object.getOwnPropertyNames(globalThis).filter(
    (name) => !own.has(name) && !ofNode.has(name) && !/storage|^__|^vi/i.test(name),
  );
  const globals: Record<string, unknown> = {
    ...Object.fromEntries(names.map((name) => [name, Reflect.get(globalThis, name)])),
    proxy,
    models: ["openai/gpt-4o", "anthropic/claude-sonnet-4-5"],
    document: {},
    setTimeout(callback: () => void, ms: number) {
      timers.set(++count, setTimeout(callback, ms));
      return count;
    },
    clearTimeout: (id: number) => clearTimeout(timers.get(id)),
  };
  return Object.assign(globals, { window: globals });
}

/** The files that are loaded before anything runs. */
function loadedAtStart({ outputs }: Metafile, entry: string): string[] {
  const first = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === entry);
  const loaded = new Set<string>();
  const visit = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const { kind, path } of outputs[name]?.imports ?? []) {
      if (kind === "import-statement") visit(path);
    }
  };
  visit(first ?? "");
  return [...loaded];
}

function bytesOf({ outputs }: Metafile, name: string, part: string): number {
  const inputs = Object.entries(outputs[name]?.inputs ?? {});
  return sum(inputs.map(([file, { bytesInOutput }]) => (file.includes(part) ? bytesInOutput : 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
