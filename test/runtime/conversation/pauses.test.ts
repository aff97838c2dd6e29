import { describe, expect, test } from "vitest";
import {
  Agent,
  clientTool,
  defineConfig,
  defineTool,
  type ClientTool,
  type Provider,
  type SavedConversation,
  type StreamingCaller,
  type Tool,
} from "troupe";
import { createCaller, createStreamingCaller, type AgentBinding } from "troupe/runtime";
import { z } from "zod";
import { createPushProvider } from "../../support/push-provider.js";
import { stepWires, type WireMessage } from "../../support/step-wires.js";
import { toJsonSchema } from "../../support/tool-callers.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";

interface Params {
  question: string;
}

class DeskAgent extends Agent {
  question!: string;
  override system() {
    return "Help.";
  }
  override user() {
    return this.question;
  }
}

const City = z.object({ city: z.string().min(2) });

/** Tools that note what they did. */
function createTools() {
  const ran: string[] = [];
  const book = defineTool({
    name: "book",
    description: "",
    input: City,
    approve: true,
    run: ({ city }) => {
      ran.push(`book ${city}`);
      return `Booked ${city}.`;
    },
  });
  const pay = defineTool({
    name: "pay",
    description: "",
    input: z.object({ amount: z.number() }),
    approve: ({ amount }) => amount > 100,
    run: ({ amount }) => {
      ran.push(`pay ${amount}`);
      return "Paid.";
    },
  });
  const look = defineTool({
    name: "look",
    description: "",
    input: City,
    run: ({ city }) => {
      ran.push(`look ${city}`);
      return `Rain in ${city}.`;
    },
  });
  const locate = clientTool({
    name: "locate",
    description: "",
    input: z.object({}),
    output: z.object({ lat: z.number() }),
  });
  return { ran, tools: [book, pay, look, locate] as const };
}

function specOf(tools: readonly (Tool | ClientTool)[]): AgentBinding["spec"] {
  return {
    version: 1,
    name: "desk",
    className: "DeskAgent",
    source: "agents/desk.agent.ts",
    model: "test/model-1",
    streaming: true,
    params: [{ name: "question", type: { kind: "string" }, required: true }],
    tools: tools.map((tool) => ({
      name: tool.name,
      description: "",
      schema: toJsonSchema(tool.input as z.ZodType),
      run: { kind: "client" in tool ? "client" : "defined" },
    })),
  } as AgentBinding["spec"];
}

function desk(
  provider: Provider,
  tools: readonly (Tool | ClientTool)[],
  binding: Partial<AgentBinding> = {},
): StreamingCaller<Params, string> {
  return createStreamingCaller(bindDesk(provider, tools, binding));
}

function bindDesk(
  provider: Provider,
  tools: readonly (Tool | ClientTool)[],
  binding: Partial<AgentBinding>,
): AgentBinding {
  class DeclaredDesk extends DeskAgent {}
  return {
    spec: specOf(tools),
    agent: DeclaredDesk,
    params: () => z.strictObject({ question: z.string() }),
    tools: tools as readonly Tool[],
    config: defineConfig({ agents: "none", providers: { test: provider } }),
    retry: false,
    ...binding,
  } as AgentBinding;
}

function start() {
  const provider = createPushProvider();
  const { ran, tools } = createTools();
  const caller = desk(provider, tools);
  return { provider, ran, caller };
}

const question = "Where to?";
const paused = (execution: PromiseLike<unknown>) =>
  Promise.resolve(execution).then(
    () => expect.unreachable("it did not pause"),
    (error: unknown) => error as { code: string; pending: readonly object[] },
  );

test("of identical calls with a cache each pauses for its own tools", async () => {
  const provider = createPushProvider();
  const { tools } = createTools();
  const spec = { ...specOf(tools), streaming: false, cache: { ttlMs: 1_000 } };
  const caller = createCaller<Params, string>(bindDesk(provider, tools, { spec }));
  const [first, second] = [caller({ question }), caller({ question })];
  (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
  expect(await paused(first)).toMatchObject({ code: "paused", pending: [{ toolCallId: "c1" }] });
  (await provider.request(1)).ask(["c2", "book", '{"city":"Oslo"}']);
  expect(await paused(second)).toMatchObject({ code: "paused", pending: [{ toolCallId: "c2" }] });
});

describe("while the execution runs", () => {
  test("a tool waits for its approval, and runs with it", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    const asked: unknown[] = [];
    execution.on("approval", ({ toolCallId, tool, input }) => {
      asked.push({ tool, input, ran: [...ran] });
      execution.approve(toolCallId);
    });
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    const second = await provider.request(1);
    expect(asked).toEqual([{ tool: "book", input: { city: "Oslo" }, ran: [] }]);
    expect(ran).toEqual(["book Oslo"]);
    expect(second.call.messages.at(-1)).toMatchObject({ role: "tool", content: "Booked Oslo." });
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "success" }]);
  });

  test("one that is denied does not run, and the model is told why", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    execution.on("approval", ({ toolCallId }) => execution.deny(toolCallId, "Too far."));
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    const second = await provider.request(1);
    expect(ran).toEqual([]);
    expect(second.call.messages.at(-1)).toMatchObject({
      isError: true,
      content: expect.stringContaining(
        "did not allow this call, so the tool did not run. The reason: Too far.",
      ),
    });
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "denied" }]);
  });

  test("only the calls wait of which the tool says so", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    const asked: unknown[] = [];
    execution.on("approval", ({ toolCallId, input }) => {
      asked.push(input);
      execution.approve(toolCallId);
    });
    (await provider.request(0)).ask(["c1", "pay", '{"amount":5}'], ["c2", "pay", '{"amount":500}']);
    await provider.request(1);
    expect(asked).toEqual([{ amount: 500 }]);
    expect(ran.toSorted()).toEqual(["pay 5", "pay 500"]);
    execution.cancel();
  });

  test("nobody is asked about arguments that are wrong", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    const asked: unknown[] = [];
    execution.on("approval", (event) => asked.push(event));
    (await provider.request(0)).ask(["c1", "book", '{"city":""}']);
    expect((await provider.request(1)).call.messages.at(-1)).toMatchObject({ isError: true });
    expect({ asked, ran }).toEqual({ asked: [], ran: [] });
    execution.cancel();
  });

  test("a client tool is answered, and what it gives is checked", async () => {
    const { provider, caller } = start();
    const execution = caller({ question });
    execution.on("client_tool", ({ toolCallId, step }) =>
      execution.answer(toolCallId, step === 1 ? { lat: "north" } : { lat: 59 }),
    );
    (await provider.request(0)).ask(["c1", "locate", "{}"]);
    const second = await provider.request(1);
    expect(second.call.messages.at(-1)).toMatchObject({
      isError: true,
      content: expect.stringContaining("lat"),
    });
    second.ask(["c2", "locate", "{}"]);
    expect((await provider.request(2)).call.messages.at(-1)).toMatchObject({
      content: '{"lat":59}',
    });
    execution.cancel();
  });

  test.each<[string, (execution: ReturnType<StreamingCaller<Params, string>>, id: string) => void]>(
    [
      ["an id that nobody asked about", (execution) => execution.approve("forged")],
      ["an output for an approval", (execution, id) => execution.answer(id, {})],
      ["twice", (execution, id) => (execution.approve(id), execution.approve(id))],
    ],
  )("a decision is refused: %s", async (_what, decide) => {
    const { provider, caller } = start();
    const execution = caller({ question });
    const thrown = new Promise((resolve) => {
      execution.on("approval", ({ toolCallId }) => {
        try {
          decide(execution, toolCallId);
        } catch (error) {
          resolve(error);
        }
      });
    });
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    expect(await thrown).toMatchObject({ code: "invalid_params" });
    execution.cancel();
    await execution.record;
    expect(() => execution.approve("c1")).toThrow(
      expect.objectContaining({ code: "invalid_params" }),
    );
  });

  test("an approve that never answers holds nothing up, and nothing runs", async () => {
    const provider = createPushProvider();
    const ran: string[] = [];
    const asked = Promise.withResolvers<void>();
    const stuck = defineTool({
      name: "stuck",
      description: "",
      input: z.object({}),
      approve: () => {
        asked.resolve();
        return new Promise<boolean>(() => {});
      },
      run: () => void ran.push("stuck"),
    });
    const execution = desk(provider, [stuck])({ question });
    (await provider.request(0)).ask(["c1", "stuck", "{}"]);
    await asked.promise;
    execution.cancel();
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      toolCalls: [{ outcome: "cancelled" }],
    });
    expect(ran).toEqual([]);
  });

  test("the end of the execution ends the waiting", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    execution.on("approval", () => execution.cancel());
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    expect((await execution.record).status).toBe("cancelled");
    expect(ran).toEqual([]);
  });
});

describe("across executions", () => {
  test("it pauses where nobody listens, with what it waits for as JSON", async () => {
    const { provider, ran, caller } = start();
    const execution = caller({ question });
    const events: unknown[] = [];
    const seen = (async () => {
      for await (const { type } of execution.events()) events.push(type);
    })();
    (await provider.request(0)).ask(
      ["c1", "book", '{"city":"Oslo"}'],
      ["c2", "look", '{"city":"Rome"}'],
    );
    const pending = [
      { step: 1, toolCallId: "c1", tool: "book", input: { city: "Oslo" }, waitsFor: "approval" },
    ];
    expect(await paused(execution)).toMatchObject({ code: "paused", retryable: false, pending });
    const record = await execution.record;
    expect(record).toMatchObject({
      status: "paused",
      error: { code: "paused", pending },
      toolCalls: [{ outcome: "pending" }, { outcome: "success" }],
    });
    await seen;
    expect(events.slice(-6)).toEqual([
      "tool_call",
      "tool_call",
      ...["approval", "tool_result", "tool_result"].toSorted(),
      "error",
    ]);
    expect(ran).toEqual(["look Rome"]);
    expect(provider.answers).toHaveLength(1);
  });

  test("a conversation goes on in another process, without asking the model again", async () => {
    const { provider, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(
      ["c1", "book", '{"city":"Oslo"}'],
      ["c2", "look", '{"city":"Rome"}'],
    );
    await paused(first);
    expect(conversation.pending).toMatchObject([{ toolCallId: "c1", waitsFor: "approval" }]);
    const disk = JSON.stringify(conversation);

    const other = start();
    const restored = other.caller.conversation(JSON.parse(disk) as SavedConversation);
    expect(restored.pending).toEqual(conversation.pending);
    const second = restored.continue([{ toolCallId: "c1", approved: true }]);
    const answer = await other.provider.request(0);
    expect(other.ran).toEqual(["book Oslo"]);
    expect(answer.call.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
      "tool",
    ]);
    answer.text("Done it.");
    answer.finish();
    expect(await second).toBe("Done it.");
    expect(restored.pending).toEqual([]);
    expect(restored.messages.at(-1)).toMatchObject({ role: "assistant" });
    expect((await second.record).toolCalls).toMatchObject([
      { step: 1, id: "c1", outcome: "success" },
    ]);

    // Twice approved, once run.
    await expect(restored.continue([{ toolCallId: "c1", approved: true }])).rejects.toMatchObject({
      code: "invalid_params",
    });
    expect(other.ran).toEqual(["book Oslo"]);
  });

  test.each<[string, readonly object[], string]>([
    ["a forged id", [{ toolCallId: "c9", approved: true }], "no tool call waits under this id"],
    [
      "an answered call",
      [{ toolCallId: "c2", approved: true }],
      "no tool call waits under this id",
    ],
    [
      "twice in a list",
      [
        { toolCallId: "c1", approved: false },
        { toolCallId: "c1", approved: true },
      ],
      "answered before",
    ],
    ["an output", [{ toolCallId: "c1", output: "ok" }], "waits for an approval"],
    ["neither", [{ toolCallId: "c1" }], "expected approved or output"],
    ["a text", [{ toolCallId: "c1", approved: "yes" }], "expected true or false"],
    ["another key", [{ toolCallId: "c1", aproved: true }], 'Did you mean "approved"'],
  ])("an answer is refused, and nothing runs: %s", async (_what, answers, says) => {
    const { provider, ran, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(
      ["c1", "book", '{"city":"Oslo"}'],
      ["c2", "look", '{"city":"Rome"}'],
    );
    await paused(first);
    await expect(conversation.continue(answers as never)).rejects.toMatchObject({
      code: "invalid_params",
      message: expect.stringContaining(says),
    });
    expect(ran).toEqual(["look Rome"]);
    expect(provider.answers).toHaveLength(1);
    // It can still be answered.
    expect(conversation.pending).toHaveLength(1);
    conversation.continue([{ toolCallId: "c1", approved: false }]);
    expect((await provider.request(1)).call.messages.at(-1)).toMatchObject({ isError: true });
    expect(ran).toEqual(["look Rome"]);
  });

  test("it pauses again for what is not answered yet", async () => {
    const { provider, ran, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}'], ["c2", "locate", "{}"]);
    expect((await paused(first)).pending).toHaveLength(2);
    const second = conversation.continue([{ toolCallId: "c2", output: { lat: 59 } }]);
    expect(await paused(second)).toMatchObject({ pending: [{ toolCallId: "c1", step: 1 }] });
    expect(provider.answers).toHaveLength(1);
    conversation.continue([{ toolCallId: "c1", approved: true }]);
    const { call } = await provider.request(1);
    expect(call.messages.slice(-2)).toMatchObject([{ toolCallId: "c2" }, { toolCallId: "c1" }]);
    expect(ran).toEqual(["book Oslo"]);
  });

  test("a turn that is refused gives up nothing", async () => {
    const { provider, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    await paused(first);
    await expect(conversation.ask({ question: 5 as never })).rejects.toMatchObject({
      code: "invalid_params",
    });
    expect(conversation.pending).toMatchObject([{ toolCallId: "c1" }]);
  });

  test("a decision is on one call: a later one with its id does not run", async () => {
    const { provider, ran, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "pay", '{"amount":500}']);
    await paused(first);
    const second = conversation.continue([{ toolCallId: "c1", approved: true }]);
    (await provider.request(1)).ask(["c1", "pay", '{"amount":900}']);
    expect(await paused(second)).toMatchObject({ pending: [{ input: { amount: 900 } }] });
    expect(ran).toEqual(["pay 500"]);
  });

  test("a new turn gives up the one that was paused", async () => {
    const { provider, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "book", '{"city":"Oslo"}']);
    await paused(first);
    conversation.ask({ question: "Never mind." });
    expect((await provider.request(1)).call.messages).toMatchObject([
      { role: "system" },
      { role: "user", content: "Never mind." },
    ]);
    expect(conversation.pending).toEqual([]);
  });

  test("there is nothing to continue in a new conversation, or after a turn that succeeded", async () => {
    const { provider, caller } = start();
    const conversation = caller.conversation();
    await expect(conversation.continue()).rejects.toMatchObject({ code: "invalid_params" });
    const first = conversation.ask({ question });
    (await provider.request(0)).finish();
    await first;
    await expect(conversation.continue()).rejects.toMatchObject({ code: "invalid_params" });
    expect(provider.answers).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ["a turn that is none", { turn: 5 }, "turn"],
    [
      "a result that nobody asked for",
      {
        turn: {
          params: {},
          messages: [{ role: "tool", toolCallId: "x", toolName: "y", content: "" }],
        },
      },
      "turn.messages.0",
    ],
    [
      "another key",
      { turn: { params: {}, messages: [{ role: "user", content: "a" }], more: 1 } },
      "turn.more",
    ],
    ["no messages", { turn: { params: {} } }, "turn.messages"],
  ])("a stored turn is checked: %s", (_what, stored, says) => {
    const { caller } = start();
    expect(() => caller.conversation({ agent: "desk", messages: [], ...stored } as never)).toThrow(
      expect.objectContaining({ code: "invalid_params", message: expect.stringContaining(says) }),
    );
  });
});

describe("after a stop", () => {
  test("no tool runs twice: a conversation goes on with what it gave", async () => {
    const { provider, ran, caller } = start();
    const conversation = caller.conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "look", '{"city":"Rome"}']);
    (await provider.request(1)).text("In Rome ");
    first.cancel();
    expect((await first.record).status).toBe("cancelled");
    expect(conversation.messages).toEqual([]);
    const disk = JSON.stringify(conversation);
    const restored = caller.conversation(JSON.parse(disk) as SavedConversation);
    const second = restored.continue();
    const answer = await provider.request(2);
    expect(answer.call.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
    ]);
    answer.text("In Rome it rains.");
    answer.finish();
    expect(await second).toBe("In Rome it rains.");
    expect(ran).toEqual(["look Rome"]);
    expect(restored.messages).toHaveLength(4);
  });

  test("of a tool that was stopped, the model is told that nothing is known", async () => {
    const provider = createPushProvider();
    const begun = Promise.withResolvers<void>();
    const hang = defineTool({
      name: "hang",
      description: "",
      input: z.object({}),
      run: () => {
        begun.resolve();
        return new Promise(() => {});
      },
    });
    const { tools } = createTools();
    const conversation = desk(provider, [...tools, hang]).conversation();
    const first = conversation.ask({ question });
    (await provider.request(0)).ask(["c1", "look", '{"city":"Rome"}'], ["c2", "hang", "{}"]);
    const looked = new Promise((resolve) => first.on("tool_result", resolve));
    await Promise.all([begun.promise, looked]);
    first.cancel();
    await first.record;
    conversation.continue();
    expect((await provider.request(1)).call.messages.slice(-2)).toMatchObject([
      { toolCallId: "c1", content: "Rain in Rome." },
      { toolCallId: "c2", isError: true, content: expect.stringContaining("was stopped") },
    ]);
  });

  test("keepPartial keeps what was said", async () => {
    const { provider, caller } = start();
    const conversation = caller.conversation({ keepPartial: true });
    const first = conversation.ask({ question });
    (await provider.request(0)).text("To Ro");
    for await (const chunk of first) {
      expect(chunk).toBe("To Ro");
      break;
    }
    await first.record;
    expect(conversation.messages).toEqual([
      { role: "user", content: question },
      { role: "assistant", content: "To Ro" },
    ]);
    conversation.ask({ question: "Go on." });
    expect((await provider.request(1)).call.messages).toMatchObject([
      { role: "system" },
      { role: "user", content: question },
      { role: "assistant", content: "To Ro" },
      { role: "user", content: "Go on." },
    ]);
  });
});

describe.each(stepWires)("over $name", (wire) => {
  test("asks in one process, approves in another, and sends each result once", async () => {
    const messages: WireMessage[] = [
      {
        text: "Let me see.",
        calls: [
          ["c1", "book", '{"city":', '"Oslo"}'],
          ["c2", "look", '{"city":"Rome"}'],
        ],
      },
      { text: "Booked." },
    ];
    await using server = await startWireServer();
    server.reply = () => sseReply(wire.message(messages.shift() ?? {}));
    const { tools, ran } = createTools();
    const conversation = desk(wire.create(server.url), tools).conversation();
    await paused(conversation.ask({ question }));
    const disk = JSON.stringify(conversation);
    const other = createTools();
    const restored = desk(wire.create(server.url), other.tools).conversation(
      JSON.parse(disk) as SavedConversation,
    );
    expect(await restored.continue([{ toolCallId: "c1", approved: true }])).toBe("Booked.");
    expect({ ran, other: other.ran }).toEqual({ ran: ["look Rome"], other: ["book Oslo"] });
    expect(server.requests.map(({ body }) => wire.countResults(body))).toEqual([0, 2]);
  });
});
