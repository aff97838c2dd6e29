import {
  anthropic,
  codeExecution,
  complete,
  defineConfig,
  fake,
  fileSearch,
  openai,
  providerTool,
  stream,
  webFetch,
  webSearch,
  wrapProvider,
  type FakeOptions,
  type HostedTool,
  type Provider,
} from "troupe";
import { describe, expect, test } from "vitest";
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
} from "../../providers/anthropic/events.js";
import { streamingText } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";

const apiKey = "sk-test-1234567890";
const messages = [{ role: "user", content: "Does it rain?" }] as const;

/** A call with hosted tools, of models that a test makes. */
function asking(provider: Provider, tools: readonly HostedTool[], more: object = {}) {
  const config = defineConfig({ agents: [], providers: { test: provider } });
  return { model: "test/claude-sonnet-4-5", messages, tools, config, ...more };
}

/** Replies of Anthropic's, one for each request. */
function replies(...answers: readonly (readonly string[])[]) {
  const left = [...answers];
  return () => sseReply((left.shift() ?? []).map((data) => `data: ${data}\n\n`).join(""));
}

const start = messageStart({ input_tokens: 5, output_tokens: 1 });
const end = (reason: string) => [
  messageDelta({ stop_reason: reason }, { output_tokens: 9 }),
  messageStop,
];
const search = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search" };
const found = {
  type: "web_search_tool_result",
  tool_use_id: "srvtoolu_1",
  content: [{ type: "web_search_result", url: "https://a.example", encrypted_content: "Eqgf" }],
};
const citation = {
  type: "web_search_result_location",
  url: "https://a.example",
  title: "A",
  encrypted_index: "Eo8",
  cited_text: "Rain all day.",
};
const searched = [
  blockStart(1, { ...search, input: {} }),
  blockDelta(1, { type: "input_json_delta", partial_json: '{"query":"rain"}' }),
  blockStop(1),
];
const answered = [
  blockStart(2, found),
  blockStop(2),
  ...textBlock(3, "In Oslo, "),
  blockStart(4, { type: "text", text: "", citations: [] }),
  blockDelta(4, { type: "text_delta", text: "it " }),
  blockDelta(4, { type: "text_delta", text: "rains." }),
  blockDelta(4, { type: "citations_delta", citation }),
  blockStop(4),
];

describe("tools that the provider runs", () => {
  test("are events and on the record, with sources and their places in the text", async () => {
    await using server = await startWireServer(
      replies([start, ...textBlock(0, "I look. "), ...searched, ...answered, ...end("end_turn")]),
    );
    const provider = anthropic({ baseURL: server.url, apiKey });
    const execution = stream(asking(provider, [webSearch({ maxUses: 2 })]));
    const { values: events } = await collect(execution.events());
    assertGrammar(events);
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("hosted") || type === "source")).toEqual([
      "hosted_tool_call",
      "hosted_tool_result",
      "source",
    ]);
    expect(types).not.toContain("tool_call");
    const record = await execution.record;
    expect(record).toMatchObject({
      status: "success",
      toolCalls: [],
      steps: [{ finishReason: "stop" }],
      hostedToolCalls: [
        {
          step: 1,
          id: "srvtoolu_1",
          tool: "web_search",
          input: { query: "rain" },
          outcome: "success",
          output: [{ type: "web_search_result", url: "https://a.example" }],
        },
      ],
    });
    const [source] = record.sources;
    expect(source).toEqual({
      step: 1,
      url: "https://a.example",
      title: "A",
      quote: "Rain all day.",
      start: 17,
      end: 26,
    });
    expect(record.text.slice(source?.start, source?.end)).toBe("it rains.");
    expect(JSON.stringify(record)).not.toContain("Eqgf");
    expect(server.requests[0]?.body).toMatchObject({
      tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 2 }],
    });
  });

  test("are gone on with where the provider paused, and each time is a step", async () => {
    await using server = await startWireServer(
      replies(
        [start, ...textBlock(0, "I look. "), ...searched, ...end("pause_turn")],
        [start, ...answered, ...end("end_turn")],
      ),
    );
    const provider = anthropic({ baseURL: server.url, apiKey });
    const story = streamingText(provider, { hostedTools: [webSearch()] });
    const conversation = story.conversation();
    const execution = conversation.ask({ topic: "AI" });
    assertGrammar((await collect(execution.events())).values);
    expect(await execution).toBe("I look. In Oslo, it rains.");
    expect(await execution.record).toMatchObject({
      steps: [{ finishReason: "pause" }, { finishReason: "stop" }],
      hostedToolCalls: [{ step: 1, input: { query: "rain" }, outcome: "success" }],
      sources: [{ step: 2, start: 9, end: 18 }],
    });
    const asked = { ...search, input: { query: "rain" } };
    expect(server.requests[1]?.body).toMatchObject({
      messages: [{ role: "user" }, { role: "assistant", content: [{ text: "I look. " }, asked] }],
    });
    // In a later turn it is one message, as if the provider had not paused.
    server.reply = replies([start, ...textBlock(0, "Bye."), ...end("end_turn")]);
    await conversation.ask({ topic: "Bye" });
    expect(server.requests[2]?.body).toMatchObject({
      messages: [
        { role: "user" },
        {
          role: "assistant",
          content: [
            { text: "I look. " },
            asked,
            found,
            { text: "In Oslo, " },
            { text: "it rains.", citations: [citation] },
          ],
        },
        { role: "user" },
      ],
    });
  });

  test("end as max_steps where the provider pauses in the last step", async () => {
    const script: FakeOptions["script"] = {
      hostedCalls: [{ name: "web_search" }],
      finishReason: "pause",
    };
    const execution = complete(asking(fake({ script }), [webSearch()], { maxSteps: 2 }));
    await expect(execution).rejects.toMatchObject({ code: "max_steps" });
    expect((await execution.record).steps).toHaveLength(2);
  });

  test("stand beside tools of one's own, and may be the tool that is asked for", async () => {
    const provider = fake({ script: "Done." });
    const toolChoice = { tool: "web_search" };
    await complete(asking(provider, [webSearch()], { toolChoice }));
    expect(provider.calls[0]).toMatchObject({ hostedTools: [webSearch()], toolChoice });
    const other = complete(asking(provider, [webSearch()], { toolChoice: { tool: "web" } }));
    await expect(other).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("are: web_search."),
    });
  });

  test("are void, as their sources, where the step starts over", async () => {
    const hostedCalls = [{ name: "web_search" }];
    const sources = [{ url: "https://a.example" }];
    const script: FakeOptions["script"] = [
      { hostedCalls, chunks: ["a"], sources, fault: { kind: "cut", afterChunks: 1 } },
      { hostedCalls, text: "ab", sources: [{ title: "B", start: 0, end: 1 }] },
    ];
    const retry = { restart: true, initialDelayMs: 1 };
    const execution = stream(asking(fake({ script }), [webSearch()], { retry }));
    assertGrammar((await collect(execution.events())).values);
    expect(await execution.record).toMatchObject({
      hostedToolCalls: [{ id: "hosted_2_1" }],
      sources: [{ step: 1, title: "B", start: 0, end: 1 }],
    });
  });

  test("fail the call where its model or a fallback cannot use them, before it is asked", async () => {
    const faults = [
      [anthropic({ apiKey }), fileSearch({ stores: ["a"] }), "Anthropic has no file search"],
      [anthropic({ apiKey }), codeExecution({ files: ["a"] }), "has no option files"],
      [openai({ apiKey }), webFetch(), "OpenAI has no web fetch"],
      [
        openai({ apiKey }),
        webSearch({ blockedDomains: ["a.example"] }),
        "no option blockedDomains",
      ],
      [openai({ baseURL: "http://127.0.0.1:1" }), webSearch(), "Chat Completions has no hosted"],
      [openai({ apiKey }), providerTool({ name: "a", id: "b.c" }), "OpenAI has no provider tool"],
      [{ kind: "own", stream: fake().stream }, webSearch(), "runs no tools itself"],
    ] as const;
    for (const [provider, tool, message] of faults) {
      const error = { code: "config_invalid", message: expect.stringContaining(message) };
      await expect(complete(asking(provider, [tool])), message).rejects.toMatchObject(error);
    }
    // A wrapper keeps the tools of its provider; a server that the call names may not have them.
    const wrapped = wrapProvider(openai({ apiKey }), {});
    const connection = { baseURL: "http://127.0.0.1:1/v1", apiKey };
    await expect(complete(asking(wrapped, [webSearch()], { connection }))).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("is asked in Chat Completions"),
    });
  });

  test("are told to each provider in its own words", async () => {
    const location = { city: "Oslo", country: "NO" };
    const bodyOf = async (provider: Provider, hostedTools: readonly HostedTool[], choice = "") => {
      const call = { model: "m", messages, stream: false, signal: new AbortController().signal };
      const toolChoice = choice === "" ? {} : { toolChoice: { tool: choice } };
      return (await provider.render?.({ ...call, hostedTools, ...toolChoice }))?.body;
    };
    const tools = [
      webSearch({ allowedDomains: ["a.example"], location, contextSize: "low" }),
      fileSearch({ stores: ["vs_1"], maxResults: 3 }),
      codeExecution({ files: ["file_1"] }),
    ];
    expect(await bodyOf(openai({ apiKey }), tools, "code_execution")).toMatchObject({
      include: [
        "web_search_call.action.sources",
        "file_search_call.results",
        "code_interpreter_call.outputs",
      ],
      tools: [
        {
          type: "web_search",
          filters: { allowed_domains: ["a.example"] },
          user_location: { type: "approximate", ...location },
          search_context_size: "low",
        },
        { type: "file_search", vector_store_ids: ["vs_1"], max_num_results: 3 },
        { type: "code_interpreter", container: { type: "auto", file_ids: ["file_1"] } },
      ],
      tool_choice: {
        type: "allowed_tools",
        mode: "required",
        tools: [{ type: "code_interpreter" }],
      },
    });
    const fetched = webFetch({
      blockedDomains: ["b.example"],
      citations: true,
      maxContentTokens: 9,
    });
    expect(
      await bodyOf(anthropic({ apiKey }), [webSearch({ location }), fetched, codeExecution()]),
    ).toMatchObject({
      tools: [
        { type: "web_search_20250305", user_location: { type: "approximate", ...location } },
        {
          type: "web_fetch_20250910",
          blocked_domains: ["b.example"],
          citations: { enabled: true },
          max_content_tokens: 9,
        },
        { type: "code_execution_20250825", name: "code_execution" },
      ],
    });
  });

  test("are frozen JSON, of valid options", () => {
    expect(Object.isFrozen(webSearch())).toBe(true);
    expect(providerTool({ name: "google_search", id: "google.google_search" })).toEqual({
      hosted: "provider_tool",
      name: "google_search",
      id: "google.google_search",
    });
    const both = { allowedDomains: ["a"], blockedDomains: ["b"] };
    for (const make of [
      () => webSearch(both),
      () => webFetch(both),
      () => webSearch({ maxUses: 0 }),
      () => fileSearch({ stores: ["a"], maxResults: 51 }),
      () => fileSearch({} as { stores: string[] }),
      () => codeExecution({ file: ["a"] } as {}),
      () => providerTool({ name: "a b", id: "x" }),
    ]) {
      expect(make).toThrow(expect.objectContaining({ code: "config_invalid" }));
    }
  });
});
