import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { declarationOf } from "../../src/dsl/declaration.js";
import { defineTool, isTool, type ToolContext } from "../../src/dsl/define-tool.js";
import { FatalToolError, isFatalToolError } from "../../src/dsl/fatal-tool-error.js";
import { createApplication, forms, type Application, type Form } from "./agent-compiler.js";

const imports = `import { Agent, defineTool, FatalToolError, maxSteps, providerOptions, streaming, tool, tools }
  from "./troupe.js";\n`;
const schema = `{ safeParse() {} }`;

let application: Application;
let modules = 0;

beforeAll(async () => {
  application = await createApplication();
});
afterAll(() => application[Symbol.asyncDispose]());

function load(form: Form, source: string) {
  return application.load(`tools-${(modules += 1)}`, imports + source, form);
}

async function declare(form: Form, source: string) {
  const classes = await load(form, source);
  return Object.fromEntries(Object.entries(classes).map(([name, c]) => [name, declarationOf(c)]));
}

describe.each(forms)("decorators of tools compiled by %s", (form) => {
  it("record what they are given", async () => {
    const { search, Helper, A } = await load(
      form,
      `export const search = defineTool({ name: "search", description: "", input: ${schema}, run() {} });
      export class Helper extends Agent {}
      @tools(search, Helper) @maxSteps(3) @streaming({ steps: "final" })
      @providerOptions({ openai: { store: true } })
      export class A extends Agent {
        @tool("Finds.") find(input) {}
        @tool() now() {}
        @tool({ description: "Goes.", name: "go-on", timeout: "5s" }) go(input, context) {}
        plain() {}
      }`,
    );
    const declaration = declarationOf(A ?? Object);
    expect(declaration).toEqual({
      tools: [search, Helper],
      maxSteps: 3,
      streaming: true,
      streamedSteps: "final",
      providerOptions: { openai: { store: true } },
      toolMethods: {
        find: { description: "Finds." },
        now: {},
        go: { description: "Goes.", name: "go-on", timeout: "5s" },
      },
      params: {},
    });
    expect(Object.keys(declaration.toolMethods ?? {})).toEqual(["find", "now", "go"]);
    expect(isTool(search)).toBe(true);
  });

  it("leave methods as they are", async () => {
    const { A } = await load(
      form,
      `export class A extends Agent { @tool() go() { return this; } }`,
    );
    const agent = new (A ?? Object)();
    const go: unknown = Reflect.get(agent, "go");
    expect(typeof go === "function" && go.call(agent)).toBe(agent);
  });

  it("are inherited: methods and a provider's options each, @tools as a whole", async () => {
    const { Parent, Child, Bare, Grandchild } = await declare(
      form,
      `const one = defineTool({ name: "one", description: "", input: ${schema}, run() {} });
      const two = defineTool({ name: "two", description: "", input: ${schema}, run() {} });
      @tools(one) @maxSteps(3) @streaming({ steps: "final" })
      @providerOptions({ a: { x: 1, y: 1 }, b: { x: 1 } })
      export class Parent extends Agent { @tool("1") first() {} @tool("2") second() {} }
      @tools(two) @streaming() @providerOptions({ a: { x: 2 } })
      export class Child extends Parent { @tool("3") third() {} @tool() first() {} }
      @tools() export class Bare extends Parent {}
      @streaming({ steps: "all" }) export class Grandchild extends Child {}`,
    );
    expect(Object.entries(Parent?.toolMethods ?? {})).toEqual([
      ["first", { description: "1" }],
      ["second", { description: "2" }],
    ]);
    expect(Object.entries(Child?.toolMethods ?? {})).toEqual([
      ["first", {}],
      ["second", { description: "2" }],
      ["third", { description: "3" }],
    ]);
    expect(Child).toMatchObject({
      tools: [{ name: "two" }],
      maxSteps: 3,
      streamedSteps: "final",
      providerOptions: { a: { x: 2 }, b: { x: 1 } },
    });
    expect(Child?.providerOptions?.["a"]).toEqual({ x: 2 });
    expect(Bare?.tools).toEqual([]);
    expect(Grandchild).toMatchObject({ streaming: true, streamedSteps: "all", maxSteps: 3 });
  });

  it("record a static method of the class and not of every function", async () => {
    const { A } = await declare(
      form,
      `export class A extends Agent { @tool("x") static find() {} }`,
    );
    expect(A?.toolMethods).toEqual({ find: { description: "x" } });
    expect(declarationOf(Function)).toEqual({ params: {} });
  });

  it.each([
    ["@tool find() {}", "@tool is missing its parentheses: write @tool()."],
    ["@tool(5) find() {}", "@tool takes nothing, a description or options, not 5."],
    ["@tool([]) find() {}", "@tool takes nothing, a description or options, not a list."],
  ])("refuse %s", async (member, message) => {
    await expect(load(form, `export class A extends Agent { ${member} }`)).rejects.toThrow(message);
  });

  it("make an error that every copy of the package knows", async () => {
    const { error } = await load(form, `export const error = new FatalToolError("no");`);
    expect(isFatalToolError(error)).toBe(true);
  });
});

describe("defineTool", () => {
  const options = {
    name: "search",
    description: "Searches.",
    input: z.object({ query: z.string().trim() }),
    run: ({ query }: { query: string }, { step }: ToolContext) => `${step}: ${query}`,
  };
  const context = { step: 2 } as ToolContext;

  it("makes a tool that runs with what it is given", () => {
    const tool = defineTool({ ...options, timeout: "5s" });
    expect(tool).toMatchObject({ name: "search", description: "Searches.", timeout: "5s" });
    expect(tool.input).toBe(options.input);
    expect(tool.run({ query: "lamps" }, context)).toBe("2: lamps");
    expect(isTool(tool)).toBe(true);
  });

  it("keeps the this of a run that is a method", () => {
    const tool = defineTool({
      ...options,
      run() {
        return this.name;
      },
    });
    expect(tool.run({}, context)).toBe("search");
  });

  it("takes a schema of Zod 3", () => {
    expect(isTool(defineTool({ ...options, input: z3.object({ query: z3.string() }) }))).toBe(true);
  });

  it.each<[Record<string, unknown> | undefined, string]>([
    [undefined, "defineTool() takes an object of options, not undefined."],
    [
      { name: undefined },
      "defineTool(): name is missing. It must be 1 to 64 letters, digits, _ and -.",
    ],
    [{ name: "my tool" }, 'defineTool(): name is "my tool". It must be 1 to 64 letters'],
    [{ name: "a".repeat(65) }, "name is a string. It must be 1 to 64 letters"],
    [
      { description: undefined },
      'defineTool("search"): description is missing. It must be a string.',
    ],
    [
      { input: { type: "object" } },
      "input is an object. It must be a Zod schema: z.object({ … }).",
    ],
    [
      { timeout: "5 minutes" },
      'timeout is "5 minutes". It must be a duration: a number above zero and a unit',
    ],
    [{ run: undefined }, "run is missing. It must be a function."],
    [{ timout: "5s" }, '"timout" is not an option. Did you mean "timeout"?'],
    [
      { execute() {} },
      "The options are name, description, input, timeout, final, approve, run, toModel.",
    ],
  ])("refuses %o", (change, message) => {
    const given = change && { ...options, ...change };
    expect(() => defineTool(given as never)).toThrow(message);
    expect(() => defineTool(given as never)).toThrow(
      expect.objectContaining({ code: "config_invalid" }),
    );
  });
});

describe("FatalToolError", () => {
  it("is an error with a cause, and no other error is one", () => {
    const cause = new Error("why");
    const error = new FatalToolError("no", { cause });
    expect(error).toMatchObject({ name: "FatalToolError", message: "no", cause });
    expect(isFatalToolError(error)).toBe(true);
    expect([new Error("no"), null, undefined, "FatalToolError"].some(isFatalToolError)).toBe(false);
  });
});
