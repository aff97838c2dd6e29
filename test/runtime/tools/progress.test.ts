import { describe, expect, test } from "vitest";
import {
  Agent,
  complete,
  defineConfig,
  defineTool,
  fake,
  model,
  streaming,
  tool,
  type ExecutionEvent,
} from "troupe";
import { z } from "zod";
import { collect, settle } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";
import { createPushProvider, type PushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import { tellOf, toldOf, toolAgent, type MethodTool } from "../../support/tool-callers.js";

/** What the events of a tool say, in a word each. */
async function say(tool: MethodTool): Promise<{ said: unknown[]; told: unknown; output: unknown }> {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [tool])({});
  const events = collect(execution.events());
  await askFor(provider, tool.name);
  const [told] = await toldOf(provider);
  (await provider.request(1)).finish();
  const { toolCalls } = await execution.record;
  const { values } = await events;
  assertGrammar(values);
  return { said: values.flatMap(toSaid), told, output: toolCalls[0]?.output };
}

async function askFor(provider: PushProvider, name: string): Promise<void> {
  (await provider.request(0)).ask(["c1", name, "{}"]);
}

function toSaid(event: ExecutionEvent): unknown[] {
  switch (event.type) {
    case "tool_progress":
      return [event.data];
    case "data":
      return [[event.name, event.data]];
    case "tool_result":
      return [event.outcome];
    default:
      return [];
  }
}

describe("a tool that is a generator", () => {
  test("says how far it is with what it yields, and gives what it returns", async () => {
    const crawl: MethodTool = {
      name: "crawl",
      async *run(this: Agent) {
        yield { pages: 1 };
        yield new Map([["pages", 2]]);
        return `${this.system()}`;
      },
    };
    expect(await say(crawl)).toEqual({
      said: [{ pages: 1 }, { pages: 2 }, "success"],
      told: "Use the tools.",
      output: "Use the tools.",
    });
  });

  test.each<[string, MethodTool["run"]]>([
    [
      "async",
      async function* () {
        yield 1;
        yield { pages: 2 };
      },
    ],
    [
      "sync",
      function* () {
        yield 1;
        yield { pages: 2 };
      },
    ],
  ])("gives what it yielded last where it returns nothing: %s", async (_kind, run) => {
    expect(await say({ name: "crawl", run })).toEqual({
      said: [1, { pages: 2 }, "success"],
      told: '{"pages":2}',
      output: { pages: 2 },
    });
  });

  test("may be what a method gets from elsewhere, and await what it returns", async () => {
    function* count() {
      yield 1;
      return Promise.resolve("two");
    }
    expect(await say({ name: "crawl", run: async () => count() })).toMatchObject({
      said: [1, "success"],
      told: "two",
    });
  });

  test("that yields nothing gives nothing", async () => {
    expect(await tellOf({ name: "crawl", async *run() {} })).toBe("Done.");
  });

  test("that yields null and returns null gives null", async () => {
    const run = function* () {
      yield 1;
      return null;
    };
    expect(await tellOf({ name: "crawl", run })).toBe("null");
  });

  test("fails with what it throws, and with a value that JSON cannot represent", async () => {
    let left = false;
    const fail = async function* () {
      yield 1;
      throw new Error("No such page.");
    };
    expect(await say({ name: "crawl", run: fail })).toMatchObject({
      said: [1, "failed"],
      told: { error: "No such page." },
    });
    const yieldNoJson = async function* () {
      try {
        yield { page: new Response("hi") };
      } finally {
        left = true;
      }
    };
    expect(await say({ name: "crawl", run: yieldNoJson })).toMatchObject({
      said: ["failed"],
      told: {
        error: "The tool yielded a value that contains a Response, which JSON cannot represent.",
      },
    });
    expect(left).toBe(true);
  });

  test.each(["timeout", "cancel"] as const)("is left at its end: %s", async (how) => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const done: string[] = [];
    const hold = Promise.withResolvers<void>();
    const crawl: MethodTool = {
      name: "crawl",
      timeoutMs: 100,
      async *run() {
        try {
          yield 1;
          await hold.promise;
          done.push("went on");
          yield 2;
          done.push("went too far");
        } finally {
          done.push("left");
        }
      },
    };
    const execution = toolAgent(provider, [crawl], { config: { clock } })({});
    const events = collect(execution.events());
    await askFor(provider, "crawl");
    await new Promise<void>((resolve) => execution.on("tool_progress", () => resolve()));
    await settle();
    if (how === "timeout") {
      clock.advance(100);
      // It is not awaited: the model is told at once.
      expect(await toldOf(provider)).toEqual([{ error: "The tool did not finish within 100 ms." }]);
      (await provider.request(1)).finish();
      await execution;
    } else {
      execution.cancel();
      await execution.record;
    }
    expect(done).toEqual([]);
    hold.resolve();
    await settle();
    expect(done).toEqual(["went on", "left"]);
    expect((await events).values.flatMap(toSaid)).toEqual([
      1,
      how === "timeout" ? "timeout" : "cancelled",
    ]);
  });

  test("that never waits lets its timeout come, and others run", async () => {
    const provider = createPushProvider();
    let left = false;
    const forever: MethodTool = {
      name: "forever",
      timeoutMs: 30,
      *run() {
        try {
          for (;;) yield 1;
        } finally {
          left = true;
        }
      },
    };
    const execution = toolAgent(provider, [forever])({});
    await askFor(provider, "forever");
    expect(await toldOf(provider)).toEqual([{ error: "The tool did not finish within 30 ms." }]);
    expect(left).toBe(true);
    execution.cancel();
  });

  test("ends where a subscriber ends the execution from within it", async () => {
    const provider = createPushProvider();
    const steps: string[] = [];
    const crawl: MethodTool = {
      name: "crawl",
      *run(_input, { emit }) {
        try {
          emit("page", 1);
          steps.push("emitted");
          yield 1;
          steps.push("went on");
        } finally {
          steps.push("left");
        }
      },
    };
    const execution = toolAgent(provider, [crawl])({});
    execution.on("data", () => execution.cancel());
    await askFor(provider, "crawl");
    expect(await execution.record).toMatchObject({ status: "cancelled" });
    await settle();
    expect(steps).toEqual(["emitted", "left"]);
  });
});

describe("context.emit", () => {
  test("says data of one's own, of which the model is not told", async () => {
    const crawl: MethodTool = {
      name: "crawl",
      run(_input, { emit }) {
        const page = { at: new Date(0), tags: new Set(["a"]) };
        emit("page", page);
        page.tags.add("b");
        emit("none", null);
        return "Crawled.";
      },
    };
    expect(await say(crawl)).toEqual({
      said: [["page", { at: "1970-01-01T00:00:00.000Z", tags: ["a"] }], ["none", null], "success"],
      told: "Crawled.",
      output: "Crawled.",
    });
  });

  test.each<[string, unknown, string]>([
    ["page", 10n, 'The data of emit("page") contains a bigint, which JSON cannot represent.'],
    [
      "page",
      { page: Promise.resolve(1) },
      'The data of emit("page") contains a Promise, which JSON cannot represent.',
    ],
    ["page", undefined, 'The data of emit("page") contains nothing that JSON can represent.'],
    ["", 1, "The name of emit(name, data) must be a string that is not empty."],
  ])("%j, %o throws at the tool, which may go on", async (name, data, message) => {
    let thrown = new Error("nothing");
    const crawl: MethodTool = {
      name: "crawl",
      run(_input, { emit }) {
        try {
          emit(name, data);
        } catch (error) {
          thrown = error as Error;
        }
      },
    };
    expect(await say(crawl)).toMatchObject({ said: ["success"], told: "Done." });
    expect([thrown.name, thrown.message]).toEqual(["TypeError", message]);
  });

  test("does nothing once the call has ended", async () => {
    let emitLater: ((name: string, data: unknown) => void) | undefined;
    const crawl: MethodTool = {
      name: "crawl",
      run(_input, { emit }) {
        emitLater = emit;
      },
    };
    const provider = createPushProvider();
    const execution = toolAgent(provider, [crawl])({});
    const events = collect(execution.events());
    await askFor(provider, "crawl");
    const last = await provider.request(1);
    emitLater?.("page", 1);
    // Not even for what it would refuse.
    emitLater?.("page", 10n);
    last.finish();
    await execution;
    emitLater?.("page", 1);
    expect((await events).values.flatMap(toSaid)).toEqual(["success"]);
  });
});

describe("toModel", () => {
  const messages = [{ role: "user", content: "Read." }] as const;

  async function read(toModel: (page: { title: string }) => unknown) {
    const provider = fake({ script: [{ toolCalls: [{ name: "read", input: {} }] }, "Well."] });
    const readPage = defineTool({
      name: "read",
      description: "Reads a page.",
      input: z.object({}),
      run: async () => ({ title: "Tides", text: "The sea comes and goes." }),
      toModel,
    });
    const config = defineConfig({ agents: [], providers: { test: provider } });
    const execution = complete({ model: "test/any", messages, tools: [readPage], config });
    const { toolCalls } = await execution.record;
    const told = provider.calls[1]?.messages.find(({ role }) => role === "tool");
    return { told, call: toolCalls[0] };
  }

  test("says what the model is told; events and the record have the result in full", async () => {
    const { told, call } = await read(async ({ title }) => ({ title }));
    expect(told).toMatchObject({ content: '{"title":"Tides"}' });
    expect(call).toMatchObject({
      outcome: "success",
      output: { title: "Tides", text: "The sea comes and goes." },
    });
  });

  test("may give content parts, or nothing", async () => {
    const part = { type: "text", text: "Tides" } as const;
    expect((await read(() => [part])).told).toMatchObject({ content: [part] });
    expect((await read(() => undefined)).told).toMatchObject({ content: "Done." });
  });

  test("that throws, or gives what JSON cannot represent, makes the tool fail", async () => {
    const thrown = await read(() => {
      throw new Error("No title.");
    });
    expect(thrown).toMatchObject({
      told: { content: "No title.", isError: true },
      call: { outcome: "failed", output: "No title." },
    });
    const message =
      "The tool ran, but what its toModel returned contains a bigint, which JSON cannot represent.";
    expect(await read(() => 10n)).toMatchObject({ told: { content: message, isError: true } });
  });

  test("is that of a method's decorator, and gets what a generator gives", async () => {
    const provider = createPushProvider();
    @model("test/model-1")
    @streaming()
    class Reader extends Agent {
      user() {
        return "Read.";
      }
      @tool({ toModel: (pages: number) => `${pages} pages.` })
      *crawl() {
        yield 1;
        yield 2;
      }
    }
    const execution = toolAgent(provider, [{ name: "crawl", run: Reader.prototype.crawl }], {
      binding: { agent: Reader },
    })({});
    await askFor(provider, "crawl");
    expect(await toldOf(provider)).toEqual(["2 pages."]);
    execution.cancel();
    expect((await execution.record).toolCalls[0]?.output).toBe(2);
  });
});
