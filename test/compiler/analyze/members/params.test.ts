import { describe, expect, test } from "vitest";
import { analyzeProject } from "../../../../src/compiler/analyze/analyze-project.js";
import type { ParamSpec } from "../../../../src/manifest/manifest.js";
import { agentModule, pointedAt, useProject } from "../../compiled-project.js";

async function paramsOf(
  files: Readonly<Record<string, string | undefined>>,
  agent = "story",
): Promise<readonly ParamSpec[]> {
  const { diagnostics, manifest } = await useProject(files).build();
  expect(diagnostics).toEqual([]);
  return manifest?.agents[agent]?.params ?? [];
}

/** What is wrong with the project, in its own words, and what each points at. */
async function faultsOf(text: string): Promise<readonly (readonly unknown[])[]> {
  const { diagnostics } = await useProject({ "agents/story.ts": text }).build();
  return diagnostics.map((one) => [one.code, pointedAt(one)]);
}

describe("faults of params are found where they were written", () => {
  test("__proto__ in a default, which sets a prototype and is no key", async () => {
    const members = `@param() by: Record<string, Record<string, string>> = { __proto__: { a: "x" } };`;
    expect(await faultsOf(agentModule(members))).toEqual([
      ["param/default-not-literal", '__proto__: { a: "x" }'],
    ]);
  });

  test("an index signature beside inherited properties", async () => {
    const before = `interface Named { name: string } interface Open extends Named { [key: string]: string }`;
    const text = agentModule("@param() open!: Open;", { before });
    expect(await faultsOf(text)).toEqual([[expect.any(String), "[key: string]: string"]]);
  });

  test.each(["-1", "1.5", "NaN"])("a length of %s", async (length) => {
    const members = `@param({ maxLength: ${length} }) name!: string;`;
    expect(await faultsOf(agentModule(members))).toEqual([["param/constraint-impossible", length]]);
  });

  test("the constraint of a param that a subclass declares again", async () => {
    const before =
      "abstract class Base extends Agent { @param({ minLength: 2 }) size!: string | number; }";
    const text = agentModule("declare size: number;", { before });
    expect(
      await faultsOf(text.replace("StoryAgent extends Agent", "StoryAgent extends Base")),
    ).toEqual([["param/constraint-mismatch", "minLength"]]);
  });
});

describe("params", () => {
  test("take their defaults from literals, falsy ones included", async () => {
    const members = `
      @param() text = "a\\n\\u00e9";
      @param() template = \`plain\`;
      @param() empty = "";
      @param() count = 0;
      @param() negative = -1_000.5;
      @param() hex = 0xff;
      @param() flag = false;
      @param() nothing: string | null = null;
      @param() list: (string | number)[] = ["a", 1];
      @param() nested: { a: { b: boolean[] }; "c d": null } = { a: { b: [true] }, "c d": null };
      @param() tone = "warm" as const;
      @param() size: Size = Size.Large;
      @param() checked = ({ a: 1 }) satisfies { a: number };
      @param() access: Access = Access.Both;
      @param() quoted: Size = Size["Small"];
      @param() inside: scope.Level = scope.Level.High;
    `;
    const before = `enum Size { Small = "s", Large = "l" }
      enum Access { Read = 1 << 0, Write = 1 << 1, Both = Read | Write }
      namespace scope { export enum Level { Low, High } }`;
    const params = await paramsOf({ "agents/story.ts": agentModule(members, { before }) });
    expect(params.map((param) => [param.name, param.default, param.required])).toEqual([
      ["text", "a\né", false],
      ["template", "plain", false],
      ["empty", "", false],
      ["count", 0, false],
      ["negative", -1000.5, false],
      ["hex", 255, false],
      ["flag", false, false],
      ["nothing", null, false],
      ["list", ["a", 1], false],
      ["nested", { a: { b: [true] }, "c d": null }, false],
      ["tone", "warm", false],
      ["size", "l", false],
      ["checked", { a: 1 }, false],
      ["access", 3, false],
      ["quoted", "s", false],
      ["inside", 1, false],
    ]);
    expect(params.map(({ type }) => type.kind).slice(0, 7)).toEqual([
      ...Array<string>(3).fill("string"),
      ...Array<string>(3).fill("number"),
      "boolean",
    ]);
    expect(params.find(({ name }) => name === "tone")?.type).toEqual({
      kind: "literal",
      value: "warm",
    });
  });

  test("are required unless they are optional or have a default", async () => {
    const members = "@param() a!: string;\n@param() b?: string;\n@param() c?: string = 'x';";
    const params = await paramsOf({ "agents/story.ts": agentModule(members) });
    expect(params).toEqual([
      { name: "a", type: { kind: "string" }, required: true },
      { name: "b", type: { kind: "string" }, required: false },
      { name: "c", type: { kind: "string" }, required: false, default: "x" },
    ]);
  });

  test("carry the author's doc comments and constraints", async () => {
    const members = `
      /**
       * What it is about.
       *
       * Second {@link Agent} line.
       * @example "x"
       */
      @param({ minLength: 1, pattern: "^a" }) topic!: string;
      // No doc comment.
      @param(z.email()) to!: string;
    `;
    const params = await paramsOf({ "agents/story.ts": agentModule(members) });
    expect(params).toEqual([
      {
        name: "topic",
        type: { kind: "string" },
        required: true,
        description: "What it is about.\n\nSecond {@link Agent} line.",
        constraints: { minLength: 1, pattern: "^a" },
      },
      {
        name: "to",
        type: { kind: "string" },
        required: true,
        zod: true,
        fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
    ]);
  });

  test("are inherited first, across files outside of the glob, and may be declared again", async () => {
    const params = await paramsOf({
      "base/application-agent.ts": `
        import { Agent as Root, param } from "troupe";
        export abstract class ApplicationAgent extends Root {
          /** The language. */
          @param() locale = "en";
          @param() audience!: string;
        }`,
      "base/index.ts": `export { ApplicationAgent as default } from "./application-agent.js";`,
      "agents/story.ts": agentModule(
        `@param() topic!: string;
         @param() override audience: "all" | "some" = "all";`,
        { before: `import Base from "../base/index.js";` },
      ).replace("extends Agent", "extends Base"),
    });
    expect(
      params.map(({ name, default: value, description }) => [name, value, description]),
    ).toEqual([
      ["locale", "en", "The language."],
      ["audience", "all", undefined],
      ["topic", undefined, undefined],
    ]);
  });

  test("of a generic base class have the type that the agent gives it", async () => {
    const before = "abstract class Base<T> extends Agent { @param() input!: T[]; }";
    const text = agentModule("", { before }).replace(
      "extends Agent {\n",
      "extends Base<{ a: string }> {\n",
    );
    const params = await paramsOf({ "agents/story.ts": text });
    expect(params[0]?.type).toEqual({
      kind: "array",
      element: {
        kind: "object",
        properties: [{ name: "a", type: { kind: "string" }, optional: false }],
      },
    });
  });

  test("are read however this.x is", async () => {
    const bodies = [
      "return this.value",
      'return this["value"]',
      "const { value: v } = this; return v",
      "return render(this)",
      "return [1].map(() => this.value).join()",
      "return this.helper",
    ];
    const files = Object.fromEntries(
      bodies.map((body, index) => {
        const text = agentModule("@param() value!: string; get helper() { return this.value; }", {
          name: `A${index}Agent`,
          before: "const render = (agent: { value: string }) => agent.value;",
        });
        return [`agents/a${index}.ts`, text.replace("return JSON.stringify(this)", body)];
      }),
    );
    await paramsOf({ ...files });
  });

  test("keep their default where a subclass only declares a narrower type", async () => {
    const before = "abstract class Base extends Agent { @param() tone: string = 'warm'; }";
    const text = agentModule("declare tone: 'warm' | 'dry';", { before });
    const params = await paramsOf({
      "agents/story.ts": text.replace("extends Agent {\n", "extends Base {\n"),
    });
    expect(params).toMatchObject([
      { name: "tone", type: { kind: "union" }, required: false, default: "warm" },
    ]);
  });

  test("of a class that is known by its declaration file are found by what it records", async () => {
    const params = await paramsOf({
      "lib/base.js": `import { Agent, param } from "troupe";
        export class BaseAgent extends Agent {}
        param({ minLength: 1 })(BaseAgent.prototype, "topic");`,
      "lib/base.d.ts": `import { Agent } from "troupe";
        export declare abstract class BaseAgent extends Agent {
          /** What it is about. */
          topic: string;
          other: Date;
        }`,
      "agents/story.ts": agentModule("", {
        before: 'import { BaseAgent } from "../lib/base.js";',
      }).replace("extends Agent", "extends BaseAgent"),
    });
    expect(params).toEqual([
      {
        name: "topic",
        type: { kind: "string" },
        required: true,
        description: "What it is about.",
        constraints: { minLength: 1 },
      },
    ]);
  });
});

test("public members that are no params are named for the staleness guard", async () => {
  const project = useProject({
    "agents/story.ts": agentModule(`
      @param() topic!: string;
      history: string[] = [];
      count = 0;
      get now() { return 1; }
      set later(_: number) {}
      helper = () => 1;
      other: () => void = () => {};
      private hidden = 1;
      protected half = 1;
      static shared = 1;
      #secret = 1;
      ask() { return this.#secret + this.hidden + this.half; }`),
  });
  expect((await project.build()).diagnostics).toEqual([]);
  const [agent] = analyzeProject(project.root, [`${project.root}/agents/story.ts`]).callables;
  expect(agent?.members).toEqual(["count", "history", "later", "now", "topic"]);
});
