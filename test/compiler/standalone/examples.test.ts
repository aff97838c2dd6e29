import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createTypedProject } from "../emit/type-check.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { processEnv } from "../../support/process-env.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const tsx = join(repository, "node_modules/tsx/dist/cli.mjs");
const timeout = 60_000;

const examples = Object.fromEntries(
  globSync("agents/**/*.ts", { cwd: repository }).map((file) => [
    file,
    readFileSync(join(repository, file), "utf8"),
  ]),
);

/** Calls every agent, and says what was asked and what came of it, by the agent's name. */
const calls = `
  import * as agents from "./generated/index.ts";
  import { asked } from "./asked.ts";

  const params = {
    classifyTicket: { subject: "Lamp", body: "It is dark.", products: ["Lantern 2"] },
    reply: { letter: "Where is it?", order: { id: "7", status: "lost", items: [{ name: "lamp", quantity: 2 }] } },
    story: { topic: "AI" },
    summarize: { text: "Long.", sentences: 2, language: "Portuguese" },
    weather: { question: "Will it rain in Lisbon?" },
  };
  export async function callAll() {
    const said = {};
    for (const name of Object.keys(agents)) {
      const execution = agents[name](params[name], { model: "probe/any" });
      const { output, text, status, toolCalls } = await execution.record;
      said[name] = { output, text, status, tools: toolCalls.map(({ tool, output }) => ({ tool, output })) };
    }
    return JSON.stringify({ asked, said });
  }
`;

/** What a Worker has of its own, as far as it is needed. */
const webInterfaces = `
  AbortController AbortSignal Blob DOMException Event EventTarget Headers ReadableStream Request Response
  TextDecoder TextEncoder TransformStream URL URLSearchParams atob btoa clearTimeout console crypto fetch
  performance queueMicrotask setTimeout structuredClone
`
  .trim()
  .split(/\s+/);

let project: CliProject;
let ordinary: string;

beforeAll(async () => {
  project = cliProject({
    ...examples,
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { target: "es2022", module: "nodenext", allowImportingTsExtensions: true },
    }),
    "asked.ts": "export const asked: unknown[] = [];",
    "agents.config.ts": `
      import { defineConfig, fake, type ModelCall } from "troupe";
      import { asked } from "./asked.ts";

      const inner = fake();
      const probe = {
        kind: "probe",
        stream(call: ModelCall) {
          asked.push(JSON.parse(JSON.stringify(call)));
          return inner.stream(call);
        },
      };
      export default defineConfig({
        agents: "agents/**/*.agent.ts",
        defaults: { model: "openai/gpt-4o-mini", timeout: "60s" },
        providers: { probe },
      });
    `,
    "calls.js": calls,
    "app.js": `import { callAll } from "./calls.js"; console.log(await callAll());`,
  });
  expect(await project.agents(["build"])).toMatchObject({ code: 0 });
  ordinary = run(tsx, "app.js");
  expect(await project.agents(["build", "--standalone"])).toMatchObject({ code: 0 });
}, timeout);

afterAll(() => project.remove());

function run(...args: readonly string[]): string {
  const ended = spawnSync(process.execPath, args, {
    cwd: project.root,
    encoding: "utf8",
    env: processEnv(),
  });
  expect(ended, ended.stderr).toMatchObject({ status: 0 });
  return ended.stdout;
}

test("every example agent makes the same requests and outputs with Node alone", () => {
  const { asked, said } = JSON.parse(ordinary) as {
    asked: unknown[];
    said: Record<string, { status: string }>;
  };
  expect(Object.values(said).map(({ status }) => status)).toEqual(Array(5).fill("success"));
  // The weather's model asks for tools first.
  expect(asked.length).toBeGreaterThan(5);
  for (const file of ["agents/application-agent.ts", ...agentFiles()])
    rmSync(join(project.root, file));
  expect(run("app.js")).toBe(ordinary);
  project.write(examples);
});

test("and with nothing but the web's own interfaces, as a Worker has them", async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'export * from "./calls.js";', resolveDir: project.root },
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    globalName: "application",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["module", "main"],
    // What only a request to their providers loads.
    external: ["openai", "@anthropic-ai/sdk", "node:*"],
    logLevel: "error",
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  const ofNode = imported.filter(({ path }) => path.startsWith("node:"));
  expect(ofNode.filter(({ kind }) => kind !== "dynamic-import")).toEqual([]);
  const context = createContext(
    Object.fromEntries(webInterfaces.map((name) => [name, Reflect.get(globalThis, name)])),
  );
  runInContext(outputFiles[0]?.text ?? "", context);
  const said = (await runInContext("application.callAll()", context)) as string;
  expect(`${said}\n`).toBe(ordinary);
});

test.each(["nodenext", "bundler"] as const)(
  "their output passes tsc 6 and 7 at their strictest, with %s",
  async (resolution) => {
    const files = globSync("{agents,generated}/**/*.{ts,js}", { cwd: project.root });
    const typed = await createTypedProject(
      new Map(
        ["agents.config.ts", "asked.ts", ...files].map((file) => [
          file,
          readFileSync(join(project.root, file), "utf8"),
        ]),
      ),
      resolution,
      { allowImportingTsExtensions: true },
    );
    onTestFinished(() => typed.remove());
    expect(files).toContain("generated/sources/agents/story.agent.js");
    expect(typed.checkWith6()).toEqual([]);
    expect(await typed.checkWith7()).toEqual([]);
  },
);

function agentFiles(): string[] {
  return Object.keys(examples).filter((file) => file.endsWith(".agent.ts"));
}
