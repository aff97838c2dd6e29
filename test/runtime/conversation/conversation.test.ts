import { describe, expect, test } from "vitest";
import {
  Agent,
  AgentError,
  defineConfig,
  openai,
  type Message,
  type ModelMessage,
  type Provider,
  type SavedConversation,
  type StreamingCaller,
} from "troupe";
import { createStreamingCaller, type AgentBinding } from "troupe/runtime";
import { z } from "zod";
import { wholeStory } from "../../support/callers.js";
import { settle } from "../../support/collect.js";
import { createPushProvider, type PushedAnswer } from "../../support/push-provider.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";

interface Params {
  question: string;
  language?: string;
}

class AssistantAgent extends Agent {
  question!: string;
  language!: string;
  override system(): string {
    return `Answer in ${this.language}.`;
  }
  override user(): string {
    return this.question;
  }
}

const lookUp = {
  name: "lookUp",
  description: "",
  input: z.object({ city: z.string() }),
  run: ({ city }: { city: string }) => `Rain in ${city}.`,
};

function assistantOf(
  provider: Provider,
  changes: Partial<AgentBinding> = {},
): StreamingCaller<Params, string> {
  return createStreamingCaller({
    spec: {
      version: 1,
      name: "assistant",
      className: "AssistantAgent",
      source: "agents/assistant.agent.ts",
      model: "test/model-1",
      streaming: true,
      params: [
        { name: "question", type: { kind: "string" }, required: true },
        { name: "language", type: { kind: "string" }, required: false, default: "English" },
      ],
      tools: [
        {
          name: "lookUp",
          description: "",
          schema: { type: "object", properties: { city: { type: "string" } } },
          run: { kind: "defined" },
        },
      ],
    },
    agent: AssistantAgent,
    params: () => z.strictObject({ question: z.string(), language: z.string().default("English") }),
    tools: [{ ...lookUp, run: (input) => lookUp.run(lookUp.input.parse(input)) }],
    config: defineConfig({ agents: "none", providers: { test: provider } }),
    ...changes,
  });
}

function say(answer: PushedAnswer, text: string): void {
  answer.text(text);
  answer.finish();
}

const user = (content: string): ModelMessage => ({ role: "user", content });
const assistant = (text: string): ModelMessage => ({
  role: "assistant",
  content: [{ type: "text", text }],
});

describe("a conversation", () => {
  test("tells each turn those before it, between the instructions and the question", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    expect(conversation.messages).toEqual([]);

    const first = conversation.ask({ question: "Who was Ada?" });
    say(await provider.request(0), "A mathematician.");
    expect(await first).toBe("A mathematician.");
    expect(conversation.messages).toEqual([user("Who was Ada?"), assistant("A mathematician.")]);

    const second = conversation.ask({ question: "When was she born?", language: "German" });
    const { call } = await provider.request(1);
    expect(call.messages).toEqual([
      { role: "system", content: "Answer in German." },
      user("Who was Ada?"),
      assistant("A mathematician."),
      user("When was she born?"),
    ]);
    say(await provider.request(1), "1815.");
    await second;
    expect(conversation.messages).toHaveLength(4);
  });

  test("each turn is an execution as the agent's others are", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const chunks: string[] = [];
    const execution = conversation.ask({ question: "A?" }, (chunk) => chunks.push(chunk));
    say(await provider.request(), "B.");
    for await (const chunk of execution) chunks.push(chunk);
    expect(chunks).toEqual(["B.", "B."]);
    expect(await execution.record).toMatchObject({ agent: "assistant", status: "success" });

    const whole = wholeStory(provider).conversation().ask({ topic: "AI" });
    expect(Symbol.asyncIterator in whole).toBe(false);
    say(await provider.request(1), '{"title":"T","content":"C"}');
    expect(await whole).toEqual({ title: "T", content: "C" });
  });

  test("keeps what tools were asked and gave, and what a provider wants back", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const execution = conversation.ask({ question: "Weather?" });
    const replay = { wire: "test", data: { signature: "s1" } };
    const first = await provider.request(0);
    first.push(
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end", replay },
      { type: "text_delta", text: "Let me see." },
      { type: "tool_call_start", id: "c1", name: "lookUp" },
      { type: "tool_call_delta", id: "c1", text: '{"city": "Graz"}' },
      { type: "finish", reason: "tool_calls" },
    );
    first.end();
    say(await provider.request(1), "It rains.");
    await execution;
    expect(conversation.messages).toEqual([
      user("Weather?"),
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "Hm.", replay },
          { type: "text", text: "Let me see." },
          { type: "tool_call", id: "c1", name: "lookUp", arguments: '{"city": "Graz"}' },
        ],
      },
      { role: "tool", toolCallId: "c1", toolName: "lookUp", content: "Rain in Graz." },
      assistant("It rains."),
    ]);

    const next = conversation.ask({ question: "Thanks." });
    const { call } = await provider.request(2);
    expect(call.messages.slice(1)).toEqual([...conversation.messages, user("Thanks.")]);
    next.cancel();
  });

  test("keeps attachments as they were sent", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const attachments = [
      { data: new Uint8Array([1, 2, 3]), mediaType: "image/png" },
      { url: new URL("https://example.com/a.pdf") },
    ];
    const execution = conversation.ask({ question: "What is it?" }, { attachments });
    say(await provider.request(0), "A picture.");
    await execution;
    const content = [
      { type: "text", text: "What is it?" },
      { type: "image", data: "AQID", mediaType: "image/png" },
      {
        type: "file",
        name: "a.pdf",
        url: "https://example.com/a.pdf",
        mediaType: "application/pdf",
      },
    ];
    expect(conversation.messages[0]).toEqual({ role: "user", content });
    const next = conversation.ask({ question: "Sure?" });
    const { call } = await provider.request(1);
    expect(call.messages[1]).toEqual({ role: "user", content });
    expect(call.messages.at(-1)).toEqual(user("Sure?"));
    next.cancel();
  });

  test("is as long as its last turn when that turn's own end is handled", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const execution = conversation.ask({ question: "A?" });
    let seen = -1;
    let next: unknown;
    execution.on("complete", () => {
      seen = conversation.messages.length;
      next = conversation.ask({ question: "C?" }, { onEvent() {} });
    });
    say(await provider.request(0), "B.");
    await execution;
    expect(seen).toBe(2);
    say(await provider.request(1), "D.");
    expect(await (next as Promise<string>)).toBe("D.");
    expect(conversation.messages).toHaveLength(4);
  });
});

describe("handlers of a conversation", () => {
  test("are called in the turn that is under way and in all that follow, until they leave", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const early: string[] = [];
    const late: string[] = [];
    const leave = conversation.on("text_delta", ({ text }) => early.push(text));
    for (const [turn, text] of ["a", "b", "c"].entries()) {
      const execution = conversation.ask({ question: "?" });
      if (turn === 1) conversation.on("text_delta", (event) => late.push(event.text));
      if (turn === 2) leave();
      say(await provider.request(turn), text);
      await execution;
    }
    expect(early).toEqual(["a", "b"]);
    expect(late).toEqual(["b", "c"]);
  });

  test("follow one that was stored, and are no part of what is stored", async () => {
    const provider = createPushProvider();
    const stored = JSON.parse(JSON.stringify(assistantOf(provider).conversation()));
    const conversation = assistantOf(provider).conversation(stored as SavedConversation);
    const types: string[] = [];
    conversation.on("start", ({ type }) => types.push(type));
    conversation.on("complete", ({ type }) => types.push(type));
    const execution = conversation.ask({ question: "?" });
    say(await provider.request(), "a");
    await execution;
    expect(types).toEqual(["start", "complete"]);
    expect(Object.keys(JSON.parse(JSON.stringify(conversation)))).toEqual(["agent", "messages"]);
  });

  test("of an event that does not exist are refused", () => {
    const conversation = assistantOf(createPushProvider()).conversation();
    expect(() => conversation.on("text_dleta" as "text_delta", () => {})).toThrow(
      'did you mean "text_delta"?',
    );
  });
});

describe("a turn that does not end well", () => {
  test.each<readonly [what: string, end: (answer: PushedAnswer) => void, code: string]>([
    ["breaks off", (answer) => answer.end(), "interrupted"],
    ["is refused", (answer) => answer.finish("refusal"), "refused"],
    ["fails", (answer) => answer.fail(new AgentError("rate_limited", "429")), "rate_limited"],
  ])("that %s leaves the history as it was, with the text on the error", async (_w, end, code) => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const first = conversation.ask({ question: "A?" });
    say(await provider.request(0), "B.");
    await first;
    const before = conversation.messages;

    const execution = conversation.ask({ question: "C?" });
    const answer = await provider.request(1);
    answer.text("Half an ");
    end(answer);
    await expect(execution).rejects.toMatchObject({ code, partialText: "Half an " });
    expect(conversation.messages).toBe(before);

    const again = conversation.ask({ question: "C?" });
    expect((await provider.request(2)).call.messages.slice(1)).toEqual([...before, user("C?")]);
    say(await provider.request(2), "D.");
    await again;
    expect(conversation.messages).toHaveLength(4);
  });

  test("cancelled while a tool runs: not even its first step is kept, and the next ask is free", async () => {
    const provider = createPushProvider();
    const hanging = { ...lookUp, run: () => new Promise(() => {}) };
    const conversation = assistantOf(provider, { tools: [hanging] }).conversation();
    const execution = conversation.ask({ question: "Weather?" });
    execution.on("tool_call", () => execution.cancel());
    const answer = await provider.request(0);
    answer.push(
      { type: "text_delta", text: "Let me see." },
      { type: "tool_call_start", id: "c1", name: "lookUp" },
      { type: "tool_call_delta", id: "c1", text: '{"city":"Graz"}' },
      { type: "finish", reason: "tool_calls" },
    );
    answer.end();
    await expect(execution).rejects.toMatchObject({
      code: "cancelled",
      partialText: "Let me see.",
    });
    expect(conversation.messages).toEqual([]);
    const next = conversation.ask({ question: "Still there?" });
    say(await provider.request(1), "Yes.");
    expect(await next).toBe("Yes.");
  });

  test("invalid params are refused and keep nothing", async () => {
    const conversation = assistantOf(createPushProvider()).conversation();
    const params = { question: 5 } as unknown as Params;
    await expect(conversation.ask(params)).rejects.toMatchObject({ code: "invalid_params" });
    expect(conversation.messages).toEqual([]);
  });
});

describe("two asks at once", () => {
  test("the second is refused, sends nothing, and disturbs the first in nothing", async () => {
    const provider = createPushProvider();
    const conversation = assistantOf(provider).conversation();
    const first = conversation.ask({ question: "A?" });
    const second = conversation.ask({ question: "B?" });
    await expect(second).rejects.toMatchObject({
      code: "conversation_busy",
      status: "error",
      retryable: false,
    });
    expect(await second.record).toMatchObject({ status: "error", attempts: [] });
    await settle();
    expect(provider.answers).toHaveLength(1);
    await expect(conversation.ask({ question: "C?" })).rejects.toMatchObject({
      code: "conversation_busy",
    });
    say(await provider.request(0), "D.");
    expect(await first).toBe("D.");
    expect(conversation.messages).toEqual([user("A?"), assistant("D.")]);
  });

  test("two conversations of one agent know nothing of each other", async () => {
    const provider = createPushProvider();
    const caller = assistantOf(provider);
    const [one, other] = [caller.conversation(), caller.conversation()];
    const asks = [one.ask({ question: "A?" }), other.ask({ question: "B?" })];
    say(await provider.request(0), "1");
    say(await provider.request(1), "2");
    await Promise.all(asks);
    expect(one.messages[0]).toEqual(user("A?"));
    expect(other.messages).toEqual([user("B?"), assistant("2")]);
  });
});

describe("an agent that has messages() of its own", () => {
  function conversationOf(messages: readonly Message[], provider = createPushProvider()) {
    class Own extends AssistantAgent {
      override messages(): readonly Message[] {
        return messages;
      }
    }
    return { provider, conversation: assistantOf(provider, { agent: Own }).conversation() };
  }
  const example: readonly Message[] = [
    { role: "user", content: "2 + 2?" },
    { role: "assistant", content: "4" },
  ];

  test("its examples come before the history, each time, and are not kept", async () => {
    const question: readonly Message[] = [
      { role: "system", content: "Now." },
      { role: "user", content: "Given this:" },
      { role: "user", content: "3 + 3?" },
      { role: "assistant", content: "It is" },
    ];
    const { provider, conversation } = conversationOf([
      { role: "system", content: "Count." },
      ...example,
      ...question,
    ]);
    const first = conversation.ask({ question: "" });
    say(await provider.request(0), " 6");
    await first;
    const turn = [...question.slice(1), assistant(" 6")];
    expect(conversation.messages).toEqual(turn);
    const second = conversation.ask({ question: "" });
    expect((await provider.request(1)).call.messages).toEqual([
      { role: "system", content: "Count." },
      ...example,
      question[0],
      ...turn,
      ...question.slice(1),
    ]);
    second.cancel();
  });

  test("an instruction after the question is said each time, and not kept", async () => {
    const prompt: readonly Message[] = [user("3 + 3?"), { role: "system", content: "Briefly." }];
    const { provider, conversation } = conversationOf(prompt);
    const first = conversation.ask({ question: "" });
    say(await provider.request(0), "6");
    await first;
    expect(conversation.messages).toEqual([user("3 + 3?"), assistant("6")]);
    const second = conversation.ask({ question: "" });
    expect((await provider.request(1)).call.messages).toEqual([
      ...conversation.messages,
      ...prompt,
    ]);
    second.cancel();
  });

  test("an instruction between two user messages does not part the turn", async () => {
    const { provider, conversation } = conversationOf([
      user("Given this:"),
      { role: "system", content: "Now." },
      user("3 + 3?"),
    ]);
    const first = conversation.ask({ question: "" });
    say(await provider.request(0), "6");
    await first;
    expect(conversation.messages).toEqual([user("Given this:"), user("3 + 3?"), assistant("6")]);
  });

  test("without a user message all but the instructions is the turn", async () => {
    const { provider, conversation } = conversationOf([{ role: "system", content: "Go on." }]);
    const first = conversation.ask({ question: "" });
    say(await provider.request(0), "a");
    await first;
    expect(conversation.messages).toEqual([assistant("a")]);
  });
});

describe("storing a conversation", () => {
  const messages: readonly ModelMessage[] = [
    user("Weather?"),
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "", replay: { wire: "test", data: { signature: "s" } } },
        { type: "tool_call", id: "c1", name: "lookUp", arguments: "{}" },
        { type: "tool_call", id: "c2", name: "lookUp", arguments: "{}" },
      ],
    },
    { role: "tool", toolCallId: "c2", toolName: "lookUp", content: "Rain.", isError: true },
    {
      role: "tool",
      toolCallId: "c1",
      toolName: "lookUp",
      content: [{ type: "image", data: "AQID", mediaType: "image/png" }],
    },
    assistant("It rains."),
  ];

  test("it goes on from what toJSON gave", async () => {
    const provider = createPushProvider();
    const caller = assistantOf(provider);
    const text = JSON.stringify(caller.conversation({ messages }));
    expect(JSON.parse(text)).toEqual({ agent: "assistant", messages });
    const conversation = caller.conversation(JSON.parse(text) as SavedConversation);
    const execution = conversation.ask({ question: "Thanks." });
    const { call } = await provider.request();
    expect(call.messages).toEqual([
      { role: "system", content: "Answer in English." },
      ...messages,
      user("Thanks."),
    ]);
    execution.cancel();
    expect(caller.conversation(caller.conversation().toJSON()).messages).toEqual([]);
  });

  test("what was given is copied, and what is given out is a copy", () => {
    const mine = [user("A?"), assistant("B.")];
    const conversation = assistantOf(createPushProvider()).conversation({ messages: mine });
    mine.push(user("C?"));
    (conversation.toJSON().messages as ModelMessage[]).push(user("D?"));
    expect(conversation.messages).toEqual([user("A?"), assistant("B.")]);
  });

  test("a key named __proto__ in what a provider wants back is a key like any other", () => {
    const data = '{"__proto__":{"polluted":true}}';
    const stored = `{"agent":"assistant","messages":[{"role":"assistant","content":[{"type":"text","text":"a","replay":{"wire":"w","data":${data}}}]}]}`;
    const saved = JSON.parse(stored) as SavedConversation;
    const conversation = assistantOf(createPushProvider()).conversation(saved);
    expect(JSON.stringify(conversation)).toBe(stored);
    expect({}).not.toHaveProperty("polluted");
  });

  const call = { type: "tool_call", id: "c1", name: "lookUp", arguments: "{}" };
  const asks = { role: "assistant", content: [call] };
  const tells = { role: "tool", toolCallId: "c1", toolName: "lookUp", content: "secret" };

  test.each<readonly [what: string, stored: unknown, path: readonly (string | number)[]]>([
    ["null", null, []],
    ["a list", [], []],
    ["a string", "secret", []],
    ["another agent's", { agent: "story", messages: [] }, ["agent"]],
    ["one without messages", { agent: "assistant" }, ["messages"]],
    ["one with something else", { history: [] }, ["history"]],
    ["messages that are no list", { messages: {} }, ["messages"]],
    ["a message that is none", { messages: ["secret"] }, ["messages", 0]],
    ["an unknown role", { messages: [{ role: "secret" }] }, ["messages", 0, "role"]],
    ["a tool call without its result", { messages: [asks] }, ["messages", 0, "content", 0]],
    [
      "a tool call whose result comes too late",
      { messages: [asks, user("secret"), tells] },
      ["messages", 0, "content", 0],
    ],
    ["a result without its call", { messages: [tells] }, ["messages", 0, "toolCallId"]],
    [
      "two calls of one id",
      { messages: [{ ...asks, content: [call, call] }, tells] },
      ["messages", 0, "content", 1, "id"],
    ],
    [
      "arguments that are no text",
      { messages: [{ ...asks, content: [{ ...call, arguments: {} }] }] },
      ["messages", 0, "content", 0],
    ],
    [
      "a path, which would be read here",
      { messages: [{ role: "user", content: [{ type: "image", path: "/secret.png" }] }] },
      ["messages", 0, "content", 0],
    ],
    [
      "a data: URL",
      { messages: [{ role: "user", content: [{ type: "image", url: "data:secret" }] }] },
      ["messages", 0, "content", 0],
    ],
    [
      "base64 without its type",
      { messages: [{ role: "user", content: [{ type: "file", data: "secret" }] }] },
      ["messages", 0, "content", 0],
    ],
    [
      "what is no JSON",
      {
        messages: [
          {
            role: "assistant",
            content: [{ type: "text", text: "", replay: { wire: "w", data: { n: 1n } } }],
          },
        ],
      },
      ["messages"],
    ],
  ])("%s is refused and says where", (_what, stored, path) => {
    const begin = () => assistantOf(createPushProvider()).conversation(stored as SavedConversation);
    expect(begin).toThrow(/^This is not a conversation of assistant:\n/);
    expect(begin).not.toThrow(/secret/);
    let error: unknown;
    try {
      begin();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "invalid_params" });
    const paths = (error as AgentError).issues.map((issue) => issue.path);
    expect(paths).toContainEqual(path);
  });
});

test("over the wire, a provider is told the whole conversation", async () => {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({
      id: "c",
      object: "chat.completion.chunk",
      model: "gpt-4o",
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`;
  const reply = sseReply([chunk({ content: "Yes." }, null), chunk({}, "stop"), "data: [DONE]\n\n"]);
  await using server = await startWireServer(reply);
  const provider = openai({ baseURL: server.url, apiKey: "sk-1" });
  const conversation = assistantOf(provider).conversation();
  await conversation.ask({ question: "Really?" });
  await conversation.ask({ question: "And now?" });
  expect(server.requests[1]?.body).toMatchObject({
    messages: [
      { role: "system", content: "Answer in English." },
      { role: "user", content: "Really?" },
      { role: "assistant", content: "Yes." },
      { role: "user", content: "And now?" },
    ],
  });
});
