import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declarationOf } from "../../src/dsl/declaration.js";
import { createApplication, forms } from "./agent-compiler.js";
import type { Application, Form } from "./agent-compiler.js";

const imports = `import { Agent, agent, cache, context, description, fallback, maxTokens, model, param, retry, schema, streaming,
  temperature, timeout } from "./troupe.js";\n`;

const streamingTakes = '@streaming takes nothing, a boolean or { steps: "final" }';

let application: Application;
let modules = 0;

beforeAll(async () => {
  application = await createApplication();
});
afterAll(() => application[Symbol.asyncDispose]());

/** Loads classes compiled in a form and gives what each declares. */
async function declare(form: Form, source: string) {
  const classes = await load(form, source);
  return Object.fromEntries(Object.entries(classes).map(([name, c]) => [name, declarationOf(c)]));
}

function load(form: Form, source: string) {
  return application.load(`module-${(modules += 1)}`, imports + source, form);
}

describe.each(forms)("decorators compiled by %s", (form) => {
  it("record what they are given", async () => {
    const { Output, ...classes } = await load(
      form,
      `export const Output = { safeParse() {} };
      @agent({ name: "novelist" })
      @model("openai/gpt-4o")
      @streaming()
      @description("Writes.")
      @cache({ ttl: "1h", key: "v2" })
      @timeout({ total: "3m", firstToken: "10s", idle: "5s" })
      @retry({ maxAttempts: 4, restart: true })
      @fallback("anthropic/claude", "groq/llama")
      @temperature(0)
      @maxTokens(100)
      @schema(Output)
      export class StoryAgent extends Agent {
        @param() topic;
        @param({ min: 1, int: true }) length = 3;
        @param(Output) extra;
        plain = 1;
      }`,
    );
    const declaration = declarationOf(classes["StoryAgent"] ?? Object);
    expect(declaration).toEqual({
      name: "novelist",
      model: "openai/gpt-4o",
      streaming: true,
      description: "Writes.",
      cache: { ttl: "1h", key: "v2" },
      timeout: { total: "3m", firstToken: "10s", idle: "5s" },
      retry: { maxAttempts: 4, restart: true },
      fallback: ["anthropic/claude", "groq/llama"],
      temperature: 0,
      maxTokens: 100,
      schema: Output,
      params: {
        topic: {},
        length: { constraints: { min: 1, int: true } },
        extra: { schema: Output },
      },
    });
    expect(declaration.schema).toBe(Output);
    expect(Object.keys(declaration.params)).toEqual(["topic", "length", "extra"]);
  });

  it("read a bare duration as the time to live and as the total", async () => {
    const { A } = await declare(
      form,
      `@cache("1h") @timeout("3m") @streaming(false) export class A extends Agent {}`,
    );
    expect(A).toEqual({
      cache: { ttl: "1h" },
      timeout: { total: "3m" },
      streaming: false,
      params: {},
    });
  });

  it("may stand in any order", async () => {
    const { A, B } = await declare(
      form,
      `@model("a/b") @streaming() @maxTokens(5) export class A extends Agent { @param() x; }
      @maxTokens(5) @model("a/b") @streaming() export class B extends Agent { @param() x; }`,
    );
    expect(A).toEqual({ model: "a/b", streaming: true, maxTokens: 5, params: { x: {} } });
    expect(B).toEqual(A);
  });

  it("leave the class and its fields as they are", async () => {
    const { A } = await load(
      form,
      `@model("a/b") @streaming() export class A extends Agent { @param() x = 5; static made = new A(); }`,
    );
    expect(A?.name).toBe("A");
    expect(new (A ?? Object)()).toEqual({ x: 5 });
    expect(Reflect.get(A ?? {}, "made")).toBeInstanceOf(A);
  });

  it("are inherited, and replaced where a subclass says otherwise", async () => {
    const { Parent, Child, Grandchild } = await declare(
      form,
      `@model("a/b") @streaming() @cache({ ttl: "1h", key: "1" }) @temperature(1)
      @retry({ maxAttempts: 5 }) @fallback("e/f")
      export class Parent extends Agent { @param() first; @param({ min: 1 }) second; }
      @model("c/d") @cache("2h") @maxTokens(9) @retry({ maxDelayMs: 9 })
      export class Child extends Parent { @param() third; }
      export class Grandchild extends Child {}`,
    );
    expect(Parent).toEqual({
      model: "a/b",
      streaming: true,
      cache: { ttl: "1h", key: "1" },
      temperature: 1,
      retry: { maxAttempts: 5 },
      fallback: ["e/f"],
      params: { first: {}, second: { constraints: { min: 1 } } },
    });
    expect(Child).toEqual({
      model: "c/d",
      streaming: true,
      cache: { ttl: "2h" },
      temperature: 1,
      maxTokens: 9,
      retry: { maxAttempts: 5, maxDelayMs: 9 },
      fallback: ["e/f"],
      params: { first: {}, second: { constraints: { min: 1 } }, third: {} },
    });
    expect(Object.keys(Child?.params ?? {})).toEqual(["first", "second", "third"]);
    expect(Grandchild).toEqual(Child);
  });

  it("turn retries off, and on again in a subclass that has options", async () => {
    const { Parent, Child, Grandchild } = await declare(
      form,
      `@retry({ maxAttempts: 5 }) export class Parent extends Agent {}
      @retry(false) export class Child extends Parent {}
      @retry({ maxDelayMs: 9 }) export class Grandchild extends Child {}`,
    );
    expect(Parent?.retry).toEqual({ maxAttempts: 5 });
    expect(Child?.retry).toBe(false);
    expect(Grandchild?.retry).toEqual({ maxDelayMs: 9 });
  });

  it("of a subclass change neither its parent nor its siblings", async () => {
    const { Parent, Sibling } = await declare(
      form,
      `export class Parent extends Agent { @param() shared; }
      @model("a/b") export class Child extends Parent { @param({ min: 1 }) shared; @param() own; }
      export class Sibling extends Parent { @param() other; }`,
    );
    expect(Parent).toEqual({ params: { shared: {} } });
    expect(Sibling).toEqual({ params: { shared: {}, other: {} } });
  });

  it("of a parent without any leave a subclass its own", async () => {
    const { Parent, Child } = await declare(
      form,
      `export class Parent extends Agent {}
      @model("a/b") export class Child extends Parent { @param() x; }`,
    );
    expect(Parent).toEqual({ params: {} });
    expect(Child).toEqual({ model: "a/b", params: { x: {} } });
  });

  it("name and describe one class, and not those that extend it", async () => {
    const { Parent, Decorated, Plain } = await declare(
      form,
      `@agent({ name: "first" }) @description("The first.") @model("a/b")
      export class Parent extends Agent {}
      @maxTokens(1) export class Decorated extends Parent {}
      export class Plain extends Parent {}`,
    );
    expect(Parent).toMatchObject({ name: "first", description: "The first." });
    expect(Decorated).toEqual({ model: "a/b", maxTokens: 1, params: {} });
    expect(Plain).toEqual({ model: "a/b", params: {} });
  });

  it("record context, also what is inherited", async () => {
    const { Base, Child } = await declare(
      form,
      `export class Base extends Agent { @context() session; @param() topic; }
      export class Child extends Base { @context() trace = 1; plain = 2; }`,
    );
    expect(Base).toEqual({ context: { session: true }, params: { topic: {} } });
    expect(Child).toEqual({ context: { session: true, trace: true }, params: { topic: {} } });
  });

  it("inherit each limit of time by itself", async () => {
    const { Child } = await declare(
      form,
      `@timeout({ total: "3m", idle: "5s" }) export class Parent extends Agent {}
      @timeout("1m") export class Child extends Parent {}`,
    );
    expect(Child?.timeout).toEqual({ total: "1m", idle: "5s" });
  });

  it("keep the place of a param that a subclass decorates again", async () => {
    const { Child } = await declare(
      form,
      `export class Parent extends Agent { @param({ min: 1 }) first; @param() second; }
      export class Child extends Parent { @param({ max: 2 }) second; @param({ max: 3 }) first; }`,
    );
    expect(Object.entries(Child?.params ?? {})).toEqual([
      ["first", { constraints: { max: 3 } }],
      ["second", { constraints: { max: 2 } }],
    ]);
  });

  it("record a param whose name every object inherits", async () => {
    const { Child } = await declare(
      form,
      `export class Parent extends Agent { @param() ["__proto__"]; @param() toString; }
      export class Child extends Parent { @param() constructor_; }`,
    );
    expect(Object.keys(Child?.params ?? {})).toEqual(["__proto__", "toString", "constructor_"]);
  });

  it("refuse to be written without parentheses where that would put them in the class's place", async () => {
    await expect(load(form, `export class A extends Agent { @param topic; }`)).rejects.toThrow(
      "@param is missing its parentheses: write @param().",
    );
    await expect(load(form, `@streaming export class A extends Agent {}`)).rejects.toThrow(
      "@streaming is missing its parentheses: write @streaming().",
    );
  });

  it.each([
    ['@streaming("yes")', "", `${streamingTakes}, not "yes".`],
    [
      '@streaming({ step: "final" })',
      "",
      '@streaming: "step" is not an option. Did you mean "steps"?',
    ],
    [
      '@streaming({ steps: "last" })',
      "",
      '@streaming: steps is "last". It must be "all" or "final".',
    ],
    ["@streaming(null)", "", `${streamingTakes}, not null.`],
    ["", '@param("x")', '@param takes nothing, constraints or a Zod schema, not "x".'],
    ["", "@param(String)", "@param takes nothing, constraints or a Zod schema, not a function."],
  ])("refuse an argument that they cannot take: %s%s", async (onClass, onField, message) => {
    const source = `${onClass} export class A extends Agent { ${onField} topic; }`;
    await expect(load(form, source)).rejects.toThrow(message);
  });

  it.each(forms)("are inherited by a class compiled by %s", async (childForm) => {
    const parent = `module-${(modules += 1)}`;
    await application.load(
      parent,
      `${imports}@model("a/b") @streaming() export class Parent extends Agent { @param() first; }`,
      form,
    );
    const { Parent, Child, Plain } = await declare(
      childForm,
      `import { Parent } from "./${parent}.js"; export { Parent };
      @model("c/d") export class Child extends Parent { @param({ min: 1 }) second; }
      export class Plain extends Parent { @param() third; }`,
    );
    expect(Parent).toEqual({ model: "a/b", streaming: true, params: { first: {} } });
    expect(Child).toEqual({
      model: "c/d",
      streaming: true,
      params: { first: {}, second: { constraints: { min: 1 } } },
    });
    expect(Plain).toEqual({ model: "a/b", streaming: true, params: { first: {}, third: {} } });
  });
});

describe("declarationOf", () => {
  it("says nothing of a class without decorators", () => {
    expect(declarationOf(class {})).toEqual({ params: {} });
  });
});
