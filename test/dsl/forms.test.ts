import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Agent } from "../../src/dsl/agent.js";
import { context } from "../../src/dsl/context.js";
import { declarationOf } from "../../src/dsl/declaration.js";
import { model } from "../../src/dsl/model.js";
import { param } from "../../src/dsl/param.js";
import { schema } from "../../src/dsl/schema.js";
import { streaming } from "../../src/dsl/streaming.js";
import { tool } from "../../src/dsl/tool.js";
import { tools } from "../../src/dsl/tools.js";

type Decorate = (...given: unknown[]) => unknown;
interface Finished {
  readonly finisher: (made: object) => void;
}

/** What a class or a member is for decorators of the form of 2018, as its text has it. */
function descriptor(fields: object): object {
  return Object.defineProperty(fields, Symbol.toStringTag, {
    value: "Descriptor",
    configurable: true,
  });
}

const field = (key: string) => descriptor({ kind: "field", key, placement: "own", descriptor: {} });
const method = (key: string) =>
  descriptor({ kind: "method", key, placement: "prototype", descriptor: {} });

/** Decorates as a compiler of this form does: each member, the class, and then the finishers of all. */
function decorate(made: object, ...decorated: readonly [object, unknown][]): void {
  const finished = decorated.map(([one, decorator]) => {
    const returned = (decorator as Decorate)(one);
    expect(returned).toMatchObject({ ...one });
    return returned as Finished;
  });
  for (const { finisher } of finished) expect(finisher(made)).toBeUndefined();
}

const ofClass = () => descriptor({ kind: "class", elements: [] });
const Reader = z.enum(["child", "adult"]);
const Story = z.object({ title: z.string() });

describe("decorators in the form of 2018, which Turbopack emits", () => {
  class StoryAgent extends Agent {
    override user() {
      return "";
    }
  }
  class TaleAgent extends StoryAgent {}
  decorate(
    StoryAgent,
    [field("topic"), param({ minLength: 1 })],
    [field("reader"), param(Reader)],
    [field("plain"), param()],
    [field("session"), context()],
    [method("find"), tool("Finds.")],
    [ofClass(), streaming()],
    [ofClass(), schema(Story)],
  );
  decorate(TaleAgent, [field("topic"), param()], [ofClass(), model("openai/gpt-4o")]);

  it("record what they are given, schemas and tools too", () => {
    expect(declarationOf(StoryAgent)).toEqual({
      streaming: true,
      schema: Story,
      params: { topic: { constraints: { minLength: 1 } }, reader: { schema: Reader }, plain: {} },
      toolMethods: { find: { description: "Finds." } },
      context: { session: true },
    });
  });

  it("are inherited, and a subclass overrides them for itself alone", () => {
    const { model: own, params, toolMethods } = declarationOf(TaleAgent);
    expect({ own, toolMethods }).toEqual({
      own: "openai/gpt-4o",
      toolMethods: { find: { description: "Finds." } },
    });
    expect(params).toEqual({ topic: {}, reader: { schema: Reader }, plain: {} });
    expect(declarationOf(StoryAgent).params["topic"]).toEqual({ constraints: { minLength: 1 } });
  });

  it("record nothing on what all objects have in common", () => {
    expect(declarationOf(Object as never)).toEqual({ params: {} });
  });

  it.each([
    ["@param", param, field("topic")],
    ["@context", context, field("session")],
    ["@tool", tool, method("find")],
    ["@streaming", streaming, ofClass()],
    ["@schema", schema, ofClass()],
    ["@tools", tools, ofClass()],
  ])("are told from a call of %s itself", (name, decorator, decorated) => {
    expect(() => (decorator as Decorate)(decorated)).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringContaining(`${name} is missing its parentheses`),
      }),
    );
  });
});

describe("decorators in a form that nobody knows", () => {
  it.each([
    ["@param", param(), [{ kind: "field", key: "topic" }]],
    ["@param", param(), [undefined, undefined]],
    ["@tool", tool(), [() => {}]],
    ["a class", streaming(), [{ kind: "class" }]],
  ])("are refused with the settings of transformers: %s", (name, decorator, given) => {
    expect(() => (decorator as Decorate)(...given)).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringMatching(
          new RegExp(
            `^${name}: .*unknown form.*"target": "es2022".*experimentalDecorators.*--target=es2022.*jsc\\.transform\\.decoratorVersion.*Babel.*"2023-11".*troupe/bundler`,
          ),
        ),
      }),
    );
    expect(declarationOf(Object as never)).toEqual({ params: {} });
  });
});
