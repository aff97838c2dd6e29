import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Execution, ExecutionRecord, StreamingExecution } from "troupe";
import { jsonSchema } from "troupe/json-schema";
import { createModuleLoader } from "../../src/compiler/evaluate/module-loader.js";
import { createProject, type TestProject } from "../compiler/compiled-project.js";
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
} from "../providers/anthropic/events.js";
import { stepWires, type WireMessage } from "../support/step-wires.js";
import { sseReply, startWireServer, type WireServer } from "../support/wire-server.js";
import { applicationFiles } from "./agents.js";

const [chat] = stepWires;
let server: WireServer;
let project: TestProject;
let callers: Readonly<Record<string, Caller>>;

/** The caller of an agent that a test knows by its name alone. */
interface Caller {
  (params: object, options?: object): StreamingExecution<unknown, unknown>;
  conversation(saved?: object): {
    ask: Caller;
    continue: (answers?: readonly object[], options?: object) => Execution<unknown>;
    readonly pending: readonly { readonly toolCallId: string; readonly tool: string }[];
  };
}

beforeAll(async () => {
  server = await startWireServer();
  project = createProject({
    ...applicationFiles,
    "agents.config.ts": `
      import { anthropic, defineConfig, openai } from "troupe";
      export default defineConfig({
        agents: "agents/*.ts",
        providers: {
          house: openai({ baseURL: "${server.url}", apiKey: "sk-house-1234567", api: "chat" }),
          claude: anthropic({ baseURL: "${server.url}", apiKey: "sk-claude-1234567" }),
        },
      });`,
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const loader = createModuleLoader({ root: project.root });
  callers = (await loader.load(join(project.root, "generated/index.ts"))) as typeof callers;
}, 120_000);

afterAll(async () => {
  project.remove();
  await server.close();
});

/** Has the server answer with these messages, one for each request; gives the requests from now on. */
function script(...messages: readonly WireMessage[]): () => readonly Request[] {
  return scriptTexts(...messages.map((message) => chat?.message(message) ?? ""));
}

function scriptTexts(...texts: readonly string[]): () => readonly Request[] {
  const left = [...texts];
  const from = server.requests.length;
  server.reply = () => sseReply(left.shift() ?? "");
  return () => server.requests.slice(from) as unknown as readonly Request[];
}

/** What a test looks at of a request. */
interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly tools?: readonly object[];
    readonly temperature?: number;
    readonly system?: unknown;
    readonly response_format?: object;
  };
}

function call(agent: string): Caller {
  return callers[agent] ?? expect.unreachable(`${agent} was not built`);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const data = (events: readonly string[]): string =>
  events
    .map(
      (event) =>
        `event: ${String((JSON.parse(event) as { type: string }).type)}\ndata: ${event}\n\n`,
    )
    .join("");

describe("a chat template", () => {
  test("answers a turn, with tools that write to the page", async () => {
    const requests = script(
      { calls: [["c1", "createDocument", '{"title":"Rain"}']] },
      { text: "I wrote about rain." },
    );
    const parts: object[] = [];
    const conversation = call("chat").conversation();
    const execution = conversation.ask(
      { message: "Write about rain.", city: "Lisbon" },
      { context: { writer: { write: (part: object) => parts.push(part) } }, tags: ["chat"] },
    );
    const progress: unknown[] = [];
    execution.on("tool_progress", (event) => progress.push(event.data));
    expect((await collect(execution.paced({ delayMs: 0 }))).join("")).toBe("I wrote about rain.");
    expect(parts).toEqual([{ type: "title", title: "Rain" }]);
    expect(progress).toMatchObject([{ content: "# " }, { content: "# Rain" }]);
    const [first, second] = requests();
    expect(first?.body.messages[0]).toMatchObject({ content: expect.stringContaining("Lisbon") });
    expect(second?.body.messages.at(-1)).toMatchObject({
      role: "tool",
      content: '{"id":"d1","title":"Rain"}',
    });
    const record = await execution.record;
    expect(record).toMatchObject({
      tags: ["chat"],
      toolCalls: [{ output: { content: "# Rain" } }],
    });
    expect(record.timeToFirstTokenMs).toBeGreaterThanOrEqual(0);

    const later = script({ text: "Yes." });
    const writer = { write: () => {} };
    await conversation.ask({ message: "More?" }, { context: { writer }, activeTools: ["weather"] });
    expect(later()[0]?.body.tools).toHaveLength(1);
  });

  test("names a chat", async () => {
    const requests = script({ text: "Rain in Lisbon" });
    expect(await call("title")({ message: "Does it rain?" }, { streaming: true })).toBe(
      "Rain in Lisbon",
    );
    expect(requests()[0]?.body).toMatchObject({ model: "small-1" });
  });
});

describe("a mail assistant", () => {
  const email = { from: "a@example.com", subject: "Invoice", body: "See attached." };

  test("chooses a rule with the user's own key and model, and accounts for the user", async () => {
    const requests = script({ text: '{"rule":"Invoices","reason":"It is one."}' });
    const execution = call("chooseRule")(
      { email, rules: [{ name: "Invoices", when: "it is an invoice" }] },
      {
        connection: { apiKey: "sk-user-7654321" },
        model: "house/users-choice",
        fallback: [],
        tenant: "user-1",
        metadata: { label: "choose-rule" },
        streaming: true,
      },
    );
    expect(await execution).toEqual({ rule: "Invoices", reason: "It is one." });
    expect(requests()[0]).toMatchObject({
      headers: { authorization: "Bearer sk-user-7654321" },
      body: { model: "users-choice" },
    });
    const record = await execution.record;
    expect(record).toMatchObject({ tenant: "user-1", metadata: { label: "choose-rule" } });
    expect(JSON.stringify(record)).not.toContain("sk-user");
  });

  test("drafts a reply, with a prompt that the provider caches", async () => {
    const requests = scriptTexts(
      data([
        messageStart({ input_tokens: 3, output_tokens: 1, cache_read_input_tokens: 1_000 }),
        ...textBlock(0, "Dear A, ", "thanks."),
        messageDelta({ stop_reason: "end_turn" }, { output_tokens: 5 }),
        messageStop,
      ]),
    );
    const execution = call("draftReply")({ thread: [email], about: "Bo" });
    expect((await collect(execution)).join("")).toBe("Dear A, thanks.");
    expect(requests()[0]?.body.system).toMatchObject([{ cache_control: { type: "ephemeral" } }]);
    const { usage } = await execution.record;
    expect(usage).toMatchObject({ cacheReadTokens: 1_000 });
  });
});

describe("a search agent", () => {
  test("answers from a search that the provider runs, with sources", async () => {
    const citation = {
      type: "web_search_result_location",
      url: "https://a.example",
      title: "A",
      cited_text: "Rain.",
      encrypted_index: "x",
    };
    const found = {
      type: "web_search_result",
      url: "https://a.example",
      title: "A",
      encrypted_content: "x",
    };
    scriptTexts(
      data([
        messageStart({ input_tokens: 3, output_tokens: 1 }),
        blockStart(0, { type: "server_tool_use", id: "s1", name: "web_search", input: {} }),
        blockStop(0),
        blockStart(1, { type: "web_search_tool_result", tool_use_id: "s1", content: [found] }),
        blockStop(1),
        blockStart(2, { type: "text", text: "", citations: [] }),
        blockDelta(2, { type: "text_delta", text: "It rains." }),
        blockDelta(2, { type: "citations_delta", citation }),
        blockStop(2),
        messageDelta({ stop_reason: "end_turn" }, { output_tokens: 5 }),
        messageStop,
      ]),
    );
    const execution = call("research")({ question: "Does it rain?" });
    expect(await execution.text).toBe("It rains.");
    expect(await execution.record).toMatchObject({
      hostedToolCalls: [{ tool: "web_search" }],
      toolCalls: [],
      sources: [{ url: "https://a.example", title: "A", start: 0, end: 9 }],
    });
  });

  test("suggests what to ask next, as it is written", async () => {
    script({ text: '{"questions":["How long?","Where?"]}' });
    const execution = call("related")({ answer: "It rains." });
    const partials = await collect(execution.partials());
    expect(partials.at(-1)).toEqual({ questions: ["How long?", "Where?"] });
    expect(await execution).toEqual({ questions: ["How long?", "Where?"] });
  });
});

describe("a compliance product", () => {
  test("edits a policy when a person allows it, in another request", async () => {
    const texts = new Map([["p1", "Old."]]);
    const policies = {
      read: async (id: string) => texts.get(id) ?? "",
      write: async (id: string, text: string) => void texts.set(id, text),
    };
    const requests = script(
      {
        calls: [
          ["c1", "readPolicy", '{"id":"p1"}'],
          ["c2", "writePolicy", '{"id":"p1","text":"New."}'],
        ],
      },
      { text: "Done." },
    );
    const options = { context: { policies }, streaming: true };
    const conversation = call("editPolicy").conversation();
    await expect(conversation.ask({ request: "Renew p1." }, options)).rejects.toMatchObject({
      code: "paused",
    });
    expect(texts.get("p1")).toBe("Old.");
    const restored = call("editPolicy").conversation(
      JSON.parse(JSON.stringify(conversation)) as object,
    );
    expect(restored.pending).toMatchObject([{ tool: "writePolicy" }]);
    const answers = restored.pending.map(({ toolCallId }) => ({ toolCallId, approved: true }));
    expect(await restored.continue(answers, options)).toBe("Done.");
    expect(texts.get("p1")).toBe("New.");
    expect(requests()).toHaveLength(2);
  });

  test("judges a risk again when the answer is not valid, and leaves out what a model refuses", async () => {
    const requests = script(
      { text: '{"level":"huge","reasons":[]}' },
      { text: '{"level":"low","reasons":[]}' },
    );
    const execution = call("vendorRisk")({ vendor: "Acme" }, { streaming: true });
    expect(await execution).toEqual({ level: "low", reasons: [] });
    const sent = requests();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.body.messages.length).toBeGreaterThan(sent[0]?.body.messages.length ?? 0);
    expect(sent.map(({ body }) => body.temperature)).toEqual([undefined, undefined]);
    const { attempts } = (await execution.record) as ExecutionRecord;
    expect(attempts).toHaveLength(2);
  });
});

describe("a canvas", () => {
  test("draws what a picture shows, shape by shape", async () => {
    const requests = script({
      text: '{"shapes":[{"type":"box","x":1,"y":2},{"type":"text","text":"Hi"}]}',
    });
    const pixel = new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])], {
      type: "image/png",
    });
    const execution = call("draw")({ wish: "As in the picture." }, { attachments: [pixel] });
    const partials = (await collect(execution.partials())) as { shapes?: unknown[] }[];
    expect(partials.at(-1)?.shapes).toHaveLength(2);
    const [request] = requests();
    expect(JSON.stringify(request?.body.messages.at(-1))).toContain("data:image/png;base64,");
    const deltas = await collect(execution.deltas());
    expect(deltas.map(({ content = "" }) => content).join("")).toBe(await execution.text);
  });

  test("fills in whatever form a user has made", async () => {
    // As it is stored with the canvas: JSON Schema, which nobody knew when the agents were built.
    const form = {
      title: "Order",
      schema: {
        type: "object",
        properties: {
          customer: { type: "string", description: "Who orders." },
          amount: { type: "integer", minimum: 1 },
          urgent: { type: "boolean" },
        },
        required: ["customer", "amount"],
        additionalProperties: false,
      },
    } as const;
    const requests = script(
      { text: '{"customer":"Ada","amount":0,"urgent":null}' },
      { text: '{"customer":"Ada","amount":2,"urgent":null}' },
    );
    const execution = call("fillForm")(
      { title: form.title, text: "Ada takes two." },
      { schema: jsonSchema(form.schema), retry: { invalidOutput: true, restart: true } },
    );
    const partials = await collect(execution.partials());
    expect(partials.at(-1)).toEqual({ customer: "Ada", amount: 2 });
    expect(await execution).toEqual({ customer: "Ada", amount: 2 });
    expect((await execution.record).attempts).toHaveLength(2);
    const [first, second] = requests();
    expect(first?.body.response_format).toMatchObject({
      type: "json_schema",
      json_schema: { strict: true, schema: { required: ["customer", "amount", "urgent"] } },
    });
    expect(second?.body.messages.length).toBeGreaterThan(first?.body.messages.length ?? 0);

    // Another form, of the same agent.
    script({ text: '{"value":["red","blue"]}' });
    const colours = jsonSchema({ type: "array", items: { enum: ["red", "blue"] } });
    const other = call("fillForm")(
      { title: "Colours", text: "Red and blue." },
      { schema: colours },
    );
    expect(await other).toEqual(["red", "blue"]);
  });
});

describe("the examples of OpenAI's agents", () => {
  test("have a person in the loop, for the calls that need one", async () => {
    script(
      {
        calls: [
          ["c1", "temperature", '{"city":"Oslo"}'],
          ["c2", "temperature", '{"city":"Rome"}'],
        ],
      },
      { text: "20 in both." },
    );
    const execution = call("temperature")({ question: "How warm?" }, { streaming: true });
    const asked: unknown[] = [];
    execution.on("approval", ({ toolCallId, input }) => {
      asked.push(input);
      execution.approve(toolCallId);
    });
    expect(await execution).toBe("20 in both.");
    expect(asked).toEqual([{ city: "Rome" }]);
  });

  test("stop at the first tool, whose result is the output", async () => {
    const requests = script({ calls: [["c1", "weather", '{"city":"Oslo"}']] });
    const execution = call("firstTool")({ question: "The weather?" }, { streaming: true });
    expect(await execution).toEqual({ city: "Oslo", range: "14-20C" });
    expect(requests()).toHaveLength(1);
  });
});
