import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatDiagnostics } from "../../src/compiler/diagnostics/format-diagnostics.js";
import { visible } from "../../src/internal/visible.js";
import { toBundleError } from "../../src/bundler/to-bundle-error.js";
import { toTransformError } from "../../src/bundler/to-transform-error.js";
import { cliProject, type CliProject } from "../cli/cli-project.js";

/** A title, a link, a cleared screen, a hidden line, and text that reads backwards. */
const evil =
  "\u001b]0;owned\u0007\u001b]8;;https://evil.test\u001b\\\u001b[2J\u001b[8mhidden\u009b31m\rover\u202egpj\u2028\u007f";

/** What no terminal may be sent, but for line ends and the colours of this package. */
const acting = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
// oxlint-disable-next-line no-control-regex -- what is looked for
const colours = /\u001b\[(?:0|1|2|7|22|31|32|33|39|90|91|93|94|96)m/g;

const files = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
  "agents.config.ts": `
    import { AgentError, defineConfig, fake } from "troupe";
    const evil = ${JSON.stringify(evil)};
    export default defineConfig({
      agents: "agents/**/*.ts",
      providers: {
        fake: fake({ script: evil, chunkLength: 1 }),
        failing: fake({ script: () => { throw new AgentError("config_invalid", evil); } }),
        tooling: fake({ script: ({ messages }) => messages.at(-1)?.role === "tool"
          ? evil
          : { text: evil, toolCalls: [{ name: "look", input: { word: evil } }, { name: evil, input: {} }] } }),
      },
    });
  `,
  "agents/echo.ts": `
    import { Agent, model, param, streaming, tool } from "troupe";
    /** Says ${evil.replaceAll("\u2028", "").replaceAll("\r", "")} */
    @model("fake/any") @streaming()
    export class EchoAgent extends Agent {
      @param() kind?: ${JSON.stringify(evil)} | "plain";
      @tool("Looks.") look({ word }: { word: string }) { throw new Error(word); }
      override user() { return "x"; }
    }
  `,
};

let project: CliProject;
beforeAll(async () => {
  project = cliProject(files);
  const { code, stderr } = await project.agents(["build"]);
  expect(code, stderr).toBe(0);
}, 120_000);
afterAll(() => project.remove());

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

/** Runs a command in a pseudo terminal, and gives what that was sent. */
function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const command = [process.execPath, main, ...args].map((arg) => `'${arg}'`).join(" ");
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
    cwd: project.root,
    encoding: "utf8",
    env: { ...process.env, TERM: "xterm-256color", ...env },
  });
  // The terminal itself makes a carriage return of each line end.
  return stdout.replaceAll("\r\n", "\n");
}

const commands: readonly (readonly string[])[] = [
  ["run", "echo"],
  ["run", "echo", "--no-stream"],
  ["run", "echo", "--events"],
  ["run", "echo", "--json"],
  ["run", "echo", "--model", "failing/any"],
  ["run", "echo", "--model", "tooling/any"],
  ["run", "echo", "--help"],
  ["run", "echo", "--kind", "\u001b[31m"],
  ["run", "\u001b]0;x\u0007"],
  ["list"],
  ["list", "--json"],
  ["doctor"],
  ["doctor", "--json"],
  ["build", "--force"],
  ["render", "echo"],
  ["\u001b[2J"],
];

describe.skipIf(!hasScript)("a terminal (needs the command script of util-linux)", () => {
  test.each(commands)(
    "is sent nothing that acts: agents %s %s %s %s",
    (...args) => {
      const given = args.filter((arg) => arg !== undefined);
      const sent = onTerminal(given, { FORCE_COLOR: "1" });
      expect(sent).not.toBe("");
      expect(sent.replaceAll(colours, "")).not.toMatch(acting);
    },
    60_000,
  );

  test("shows what a model wrote, where it was", () => {
    const said = onTerminal(["run", "echo"], { NO_COLOR: "1", FORCE_COLOR: "0" });
    expect(said).toContain(visible(evil));
  });

  test("sends no model's colours, though its own are the same", () => {
    const said = onTerminal(["run", "echo"], { FORCE_COLOR: "1" });
    expect(said).toContain("\\u001b[8mhidden");
    expect(said).not.toContain("\u001b[8m");
  });
});

describe("a pipe", () => {
  test("gets an answer to the byte", async () => {
    const { stdout } = await project.agentsAlone(["run", "echo"]);
    expect(stdout).toBe(evil);
  });

  test.each([["list"], ["run", "echo", "--help"], ["run", "\u001b[2J"]])(
    "gets text for people made visible: agents %s %s",
    async (...args) => {
      const { stdout, stderr } = await project.agentsAlone(args.filter((arg) => arg !== undefined));
      expect(stdout + stderr).not.toMatch(acting);
    },
  );

  test("gets a summary and errors made visible", async () => {
    const { stderr } = await project.agentsAlone(["run", "echo", "--model", "failing/any"]);
    expect(stderr).not.toMatch(acting);
  });

  test("gets JSON that says what there was", async () => {
    const { stdout } = await project.agentsAlone(["list", "--json"]);
    expect(stdout).toContain(JSON.stringify(evil).slice(1, -1));
  });
});

describe("what others print for this package", () => {
  const text = `class A {} // ${evil}\n`;
  const span = { file: `agents/${evil}.ts`, text, start: 0, end: text.length - 1 };
  const diagnostic = {
    code: "agent/none",
    severity: "error",
    message: evil,
    span,
    hint: evil,
  } as const;

  test("has no characters that act: diagnostics as text and as annotations", () => {
    for (const format of ["text", "github"] as const) {
      const plain = formatDiagnostics([diagnostic], { format, color: false });
      expect(plain).not.toMatch(acting);
    }
    const painted = formatDiagnostics([diagnostic], { format: "text", color: true });
    expect(painted.replaceAll(colours, "")).not.toMatch(acting);
    expect(painted).not.toBe(painted.replaceAll(colours, ""));
    const [found] = JSON.parse(
      formatDiagnostics([diagnostic], { format: "json", color: false }),
    ) as { message: string }[];
    expect(found?.message).toBe(evil);
  });

  test("has no characters that act: errors for Vite", () => {
    const values = [
      toBundleError([diagnostic, diagnostic], "/root"),
      toTransformError(new Error(evil), `/root/${evil}.ts`),
    ];
    const strings = (value: unknown): string[] =>
      typeof value === "object" && value !== null
        ? Object.values(value).flatMap(strings)
        : [String(value)];
    for (const said of values.flatMap(strings)) expect(said).not.toMatch(acting);
  });
});

test("only the two gates of the command write to its streams", () => {
  const folder = fileURLToPath(new URL("../../src/cli", import.meta.url));
  const writers = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => {
    if (!file.endsWith(".ts") || file.endsWith("templates.ts")) return false;
    const source = readFileSync(path.join(folder, file), "utf8");
    return /process\.std(?:out|err)\.write|console\.(?:log|error|warn)\(/.test(source);
  });
  // main.ts says, before anything is imported, that Node is too old.
  expect(writers.sort()).toEqual(["main.ts", path.join("terminal", "stderr.ts")]);
});
