import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { cliProject, type CliProject } from "../cli-project.js";
import { converse, noTerminal } from "../converse.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const bin = (name: string) => join(repository, "node_modules", ".bin", name);
const timeout = 60_000;

const strictest = {
  target: "es2022",
  module: "nodenext",
  types: ["node"],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
};

describe("agents new", () => {
  it("writes an agent that builds without a warning, compiles and runs", { timeout }, async () => {
    const project = emptyProject();
    const { code, stdout } = await project.agents(
      [
        ["new", "write-haiku", "--model", "anthropic/claude-sonnet-4-5", "--streaming", "--schema"],
        ["--description", `Writes a "haiku"; it's short.`],
        ["--param", "topic:string", "--param", "tone:warm|dry", "--param", "lines:number=3"],
        ["--param", "tags?:string[]", "--param", "level:1|2|null"],
      ].flat(),
    );
    expect(stdout).toBe(
      [
        "created  agents/write-haiku.agent.ts",
        "",
        "Then:",
        "  write its prompt in agents/write-haiku.agent.ts",
        "  npx troupe build",
        '  npx troupe run writeHaiku --topic "…" --tone warm --level 1 --fake',
        "",
      ].join("\n"),
    );
    expect(code).toBe(0);
    expect(read(project, "agents/write-haiku.agent.ts"))
      .toBe(`import { Agent, model, param, schema, streaming } from "troupe";
import * as z from "zod";

/** What writeHaiku answers with. */
export const WriteHaiku = z.object({
  answer: z.string().describe("The answer, in one paragraph."),
  reasons: z.array(z.string()).describe("Why, in one sentence each."),
});

/** Writes a "haiku"; it's short. */
@model("anthropic/claude-sonnet-4-5")
@streaming()
@schema(WriteHaiku)
export class WriteHaikuAgent extends Agent {
  @param() topic!: string;
  @param() tone!: "warm" | "dry";
  @param() lines = 3;
  @param() tags?: string[];
  @param() level!: 1 | 2 | null;

  override system() {
    return 'Writes a "haiku"; it\\'s short.';
  }

  override user() {
    return [
      \`Topic: \${this.topic}\`,
      \`Tone: \${this.tone}\`,
      \`Lines: \${this.lines}\`,
      \`Tags: \${this.tags?.join(", ") ?? "none"}\`,
      \`Level: \${this.level ?? "none"}\`,
    ].join("\\n");
  }
}
`);
    await expectSound(project);
    const args = [
      "--topic",
      "AI",
      "--tone",
      "warm",
      "--level",
      "1",
      "--fake",
      "--no-stream",
      "--json",
    ];
    const run = await project.agents(["run", "writeHaiku", ...args]);
    expect(Object.keys(JSON.parse(run.stdout))).toEqual(["answer", "reasons"]);
  });

  it("asks for nothing where nobody is there, and takes defaults", { timeout }, async () => {
    const project = emptyProject();
    expect((await project.agents(["new", "NoteAgent"])).code).toBe(0);
    expect(read(project, "agents/note.agent.ts")).toBe(`import { Agent, model } from "troupe";

@model("openai/gpt-4o")
export class NoteAgent extends Agent {
  override user() {
    return "Begin.";
  }
}
`);
    const nameless = await project.agents(["new"]);
    expect(nameless.stderr).toContain("Name the new agent");
    expect(nameless.code).toBe(2);
    await expectSound(project);
  });

  it("leaves out what the config says already", { timeout }, async () => {
    const project = emptyProject(`defaults: { model: "openai/gpt-4o-mini", streaming: true }`);
    await project.agents(["new", "one", "--streaming"]);
    expect(read(project, "agents/one.agent.ts")).toContain("@streaming()\nexport class OneAgent");
    await project.agents(["new", "two", "--no-streaming", "--param", "id"]);
    const two = read(project, "agents/two.agent.ts");
    expect(two).toContain("@streaming(false)\nexport class TwoAgent");
    expect(two).not.toContain("@model");
    await expectSound(project);
  });

  it("is formatted, however long its parts are", { timeout }, async () => {
    const project = emptyProject();
    const long = (word: string) => Array.from({ length: 12 }, (_, at) => `${word}${at}`);
    await project.agents(
      [
        ["new", "an-agent-with-quite-a-long-name", "--schema", "--streaming"],
        ["--description", `${long("word").join(" ")} \`tick\` \${dollar} */ end.`],
        ["--param", `choice:${long("alternative").join("|")}=alternative3`],
        ["--param", `needed:${long('it\'s "quoted" ').join("|")}`],
        ["--param", 'texts:string[]=["a","b\'c\\"d"]', "--param", "maxWords:number=-1.5"],
        ["--param", "urgent:boolean=false", "--param", "empty:string="],
        ["--param", "class:string", "--param", "static:string", "--param", "größe:number"],
      ].flat(),
    );
    await project.agents(["new", "short", "--param", "a", "--param", "b?:boolean"]);
    await expectSound(project);
  });

  describe("where the agents of a project have a base class", () => {
    const base = `import { Agent, model, param } from "troupe";

@model("openai/gpt-4o")
export abstract class ApplicationAgent extends Agent {
  @param() locale = "en";

  override system() {
    return \`Answer in the language \${this.locale}.\`;
  }
}
`;

    it(
      "extends the only one, and neither repeats nor overrides what it says",
      { timeout },
      async () => {
        const project = emptyProject("", { "agents/shared/application-agent.ts": base });
        const { stdout } = await project.agents(
          [["new", "reply", "--param", "letter", "--description", "Replies to `letters`."]].flat(),
        );
        expect(stdout).toContain(
          "created  agents/reply.agent.ts, which extends ApplicationAgent in agents/shared/application-agent.ts",
        );
        expect(read(project, "agents/reply.agent.ts")).toBe(`import { param } from "troupe";
import { ApplicationAgent } from "./shared/application-agent.js";

/** Replies to \`letters\`. */
export class ReplyAgent extends ApplicationAgent {
  @param() letter!: string;

  override user() {
    return \`Replies to \\\`letters\\\`.\\n\\nLetter: \${this.letter}\`;
  }
}
`);
        await expectSound(project);
      },
    );

    it("is imported as the project's modules import each other", { timeout }, async () => {
      const compilerOptions = { ...strictest, allowImportingTsExtensions: true };
      const project = emptyProject("", {
        "agents/application-agent.ts": base,
        "tsconfig.json": JSON.stringify({ compilerOptions }),
      });
      await project.agents(["new", "reply", "--param", "letter"]);
      expect(read(project, "agents/reply.agent.ts")).toContain('from "./application-agent.ts";');
    });

    it.each([
      ["of two, neither", { "agents/other.ts": base.replace("ApplicationAgent", "OtherAgent") }],
      [
        "not one that wants more",
        {
          "agents/application-agent.ts": base.replace(
            "  @param",
            "  abstract tone(): string;\n  @param",
          ),
        },
      ],
    ])("takes %s", { timeout }, async (_, files) => {
      const project = emptyProject("", { "agents/application-agent.ts": base, ...files });
      await project.agents(["new", "reply"]);
      expect(read(project, "agents/reply.agent.ts")).toContain("extends Agent {");
      await expectSound(project);
    });
  });

  describe("refuses", () => {
    const taken = {
      "agents/spare.agent.ts": "// nothing yet\n",
    };
    it.each([
      [["../evil"], /"\.\.\/evil" cannot be the name of an agent/],
      [["2fast"], /cannot be the name of an agent/],
      [["x".repeat(100)], /cannot be the name of an agent/],
      [["spare"], /agents\/spare\.agent\.ts already exists and was not changed/],
      [["ok", "--model", "gpt-4o"], /--model takes "provider\/model"/],
      [["ok", "--param", "topic:strng"], /"strng" is not a known type\. Did you mean string\?/],
      [["ok", "--param", "tone:warm|"], /a value is missing next to a \|/],
      [["ok", "--param", "a b:string"], /"a b" cannot be the name of a param/],
      [["ok", "--param", "n:number=many"], /the default "many" does not match its type/],
      [["ok", "--param", "n?:number=1"], /optional without the \?/],
    ])("%j", { timeout }, async (args, message) => {
      const project = emptyProject("", taken);
      const { code, stdout, stderr } = await project.agents(["new", ...args]);
      expect(stderr).toMatch(message);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(existsSync(join(project.root, "agents/ok.agent.ts"))).toBe(false);
      expect(read(project, "agents/spare.agent.ts")).toBe("// nothing yet\n");
    });

    it("a project without a config, or whose config names no place", { timeout }, async () => {
      const none = emptyProject();
      none.write({
        "agents.config.ts": `import { defineConfig } from "troupe";
        export default defineConfig({ agents: "agents/story.agent.ts" });`,
      });
      expect((await none.agents(["new", "x"])).stderr).toContain(
        'The "agents" globs in the config ("agents/story.agent.ts") do not say where to put a new agent',
      );
      const { stderr, code } = await none.agents(["new", "x", "--config", "nowhere.ts"]);
      expect(stderr).toContain('Run "agents init"');
      expect(code).toBe(2);
    });
  });

  describe.skipIf(noTerminal)(`in a terminal${noTerminal ? `: ${noTerminal}` : ""}`, () => {
    it("asks for what the options leave open, again where it must", { timeout }, async () => {
      const project = emptyProject();
      const { output, code } = await converse(
        project.root,
        ["new", "--param", "topic"],
        [
          ["What is the agent called?", "2fast"],
          ["cannot be the name of an agent", "haiku"],
          ["What does it do", "Writes a haiku."],
          ["Which model answers? [openai/gpt-4o]", "nobody"],
          ["--model takes", ""],
          ["stream? [Y/n]", "perhaps"],
          ["Answer y or n.", ""],
          ["instead of text? [y/N]", "y"],
        ],
      );
      expect(output).toContain("created  agents/haiku.agent.ts");
      expect(code).toBe(0);
      const agent = read(project, "agents/haiku.agent.ts");
      expect(agent).toMatch(
        /\/\*\* Writes a haiku\. \*\/\n@model\("openai\/gpt-4o"\)\n@streaming\(\)/,
      );
      expect(agent).toContain("@schema(Haiku)");
    });

    it("asks for params until there are no more", { timeout }, async () => {
      const project = emptyProject(`defaults: { model: "fake/x" }`);
      const flags = ["--description", "x", "--no-streaming", "--no-schema"];
      await converse(
        project.root,
        ["new", "haiku", ...flags],
        [
          ["A param, such as", "tone:warm|dry=warm"],
          ["Another param", "topic:strng"],
          ["is not a known type", "topic"],
          ["Another param", ""],
        ],
      );
      expect(read(project, "agents/haiku.agent.ts")).toMatch(
        /@param\(\) tone: "warm" \| "dry" = "warm";\n {2}@param\(\) topic!: string;/,
      );
    });

    it.each([
      ["Ctrl-C", "\u0003"],
      ["Ctrl-D", "\u0004"],
    ])("writes nothing after %s", { timeout }, async (_, key) => {
      const project = emptyProject();
      const { output, code } = await converse(
        project.root,
        ["new", "haiku"],
        [["What does it do", key]],
      );
      expect(output).toContain("Nothing was written.");
      expect(code).toBe(130);
      expect(existsSync(join(project.root, "agents"))).toBe(false);
    });

    it("asks nothing with --yes", { timeout }, async () => {
      const project = emptyProject();
      expect(await converse(project.root, ["new", "haiku", "--yes"], [])).toMatchObject({
        code: 0,
      });
    });
  });
});

function emptyProject(property = "", files: Readonly<Record<string, string>> = {}): CliProject {
  const project = cliProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": JSON.stringify({ compilerOptions: strictest }),
    "agents.config.ts": `import { defineConfig } from "troupe";
      export default defineConfig({ agents: "agents/**/*.agent.ts", ${property} });`,
    ...files,
  });
  onTestFinished(() => project.remove());
  return project;
}

/** What was written builds without a warning, passes tsc at its strictest, and is formatted. */
async function expectSound(project: CliProject): Promise<void> {
  const build = await project.agents(["build"]);
  // A warning would come before it.
  expect(build.stderr).toMatch(/^Built /);
  writeFileSync(join(project.root, ".oxfmtrc.json"), `{ "printWidth": 100 }`);
  const tools: readonly (readonly [string, readonly string[]])[] = [
    // The declarations of packages are checked by the tests of this one's tarball.
    ["tsc", ["-p", ".", "--skipLibCheck"]],
    ["oxfmt", ["--check", "agents"]],
  ];
  for (const [tool, args] of tools) {
    execFileSync(bin(tool), args, { cwd: project.root, encoding: "utf8" });
  }
}

function read({ root }: Pick<CliProject, "root">, file: string): string {
  return readFileSync(join(root, file), "utf8");
}
