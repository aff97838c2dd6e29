import { Agent, anthropic, complete, defineConfig, defineTool, fake, type Content } from "troupe";
import { createCaller } from "troupe/runtime";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { streamingText, wholeStory } from "../../support/callers.js";
import { startWireServer, sseReply } from "../../support/wire-server.js";
import {
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
} from "../../providers/anthropic/events.js";

const answer = '{"title":"A","content":"B"}';
const hour = { cache: { ttlMs: 3_600_000 } };

describe("a prompt that the provider's cache keeps", () => {
  test("is marked in the request, and what was written and read is in usage and cost", async () => {
    const usages = [
      { input_tokens: 10, cache_creation_input_tokens: 2_000, cache_read_input_tokens: 0 },
      { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 2_000 },
    ];
    await using server = await startWireServer(() => {
      const events = [
        messageStart(usages.shift()),
        ...textBlock(0, "Once"),
        messageDelta({ stop_reason: "end_turn" }, { output_tokens: 5 }),
        messageStop,
      ];
      return sseReply(events.map((data) => `data: ${data}\n\n`).join(""));
    });
    const provider = anthropic({ baseURL: server.url, apiKey: "sk-test-1234567890" });
    const prices = { input: 10, output: 100, cacheRead: 1, cacheWrite: 12.5 };
    const config = { models: { "test/model-1": { prices } } };
    const story = streamingText(provider, { promptCache: "1h" }, config);
    const first = await story({ topic: "AI" }).record;
    expect(first).toMatchObject({
      usage: { inputTokens: 2_010, outputTokens: 5, cacheWriteTokens: 2_000, cacheReadTokens: 0 },
      // 10 × 10 + 2,000 × 12.5 + 5 × 100
      costUsd: "0.0256",
    });
    const second = await story({ topic: "AI" }).record;
    expect(second).toMatchObject({
      usage: { inputTokens: 2_010, outputTokens: 5, cacheWriteTokens: 0, cacheReadTokens: 2_000 },
      // 10 × 10 + 2,000 × 1 + 5 × 100
      costUsd: "0.0026",
    });
    expect(server.requests).toHaveLength(2);
  });

  test("is what the class says, unless the call says otherwise", async () => {
    const provider = fake({ script: "x" });
    const story = streamingText(provider, { promptCache: "5m" });
    await story({ topic: "AI" });
    await story({ topic: "AI" }, { promptCache: "1h" });
    await story({ topic: "AI" }, { promptCache: false });
    expect(provider.calls.map(({ promptCache }) => promptCache)).toEqual([
      { ttl: "5m", key: "story" },
      { ttl: "1h", key: "story" },
      undefined,
    ]);
    await expect(story({ topic: "AI" }, { promptCache: "2h" as "1h" })).rejects.toMatchObject({
      code: "invalid_params",
    });
  });

  test("does not change the key of Troupe's own cache", async () => {
    const provider = fake({ script: answer });
    const plain = wholeStory(provider, hour);
    await plain({ topic: "AI" });
    const record = await plain({ topic: "AI" }, { promptCache: "1h" }).record;
    expect(record.cacheStatus).toBe("hit");
  });
});

describe("a part that is marked", () => {
  const long = (text: string) => ({ type: "text", text, promptCache: "1h" }) as const;

  function bindReader(provider: ReturnType<typeof fake>) {
    class ReaderAgent extends Agent {
      text!: string;
      override user(): Content {
        return [long(this.text), { type: "text", text: "Sum it up." }];
      }
    }
    return createCaller<{ text: string }, string>({
      spec: {
        version: 1,
        name: "reader",
        className: "ReaderAgent",
        source: "agents/reader.agent.ts",
        model: "test/model-1",
        streaming: false,
        params: [{ name: "text", type: { kind: "string" }, required: true }],
      },
      agent: ReaderAgent,
      params: () => z.strictObject({ text: z.string() }),
      tools: [],
      config: defineConfig({ agents: [], providers: { test: provider } }),
    });
  }

  test("keeps its mark in a conversation, where the last one of the history is enough", async () => {
    const provider = fake({ script: "Done." });
    const conversation = bindReader(provider).conversation();
    for (const text of ["a", "b", "c"]) await conversation.ask({ text });
    const stored = JSON.parse(JSON.stringify(conversation)) as { messages: [] };
    const resumed = bindReader(provider).conversation(stored);
    await resumed.ask({ text: "d" });
    const marked = provider.calls
      .at(-1)
      ?.messages.flatMap(({ content }) =>
        typeof content === "string"
          ? []
          : content.flatMap((part) => ("promptCache" in part ? [part] : [])),
      );
    expect(marked).toEqual([long("c"), long("d")]);
  });

  test("may be what a tool returns", async () => {
    const find = defineTool({
      name: "find",
      description: "Finds.",
      input: z.object({}),
      run: () => [long("A book.")],
    });
    const provider = fake({ script: [{ toolCalls: [{ name: "find", input: {} }] }, "Done."] });
    const config = defineConfig({ agents: [], providers: { test: provider } });
    const messages = [{ role: "user", content: "Find it." }] as const;
    await complete({ model: "test/model-1", messages, tools: [find], config });
    expect(provider.calls[1]?.messages.at(-1)?.content).toEqual([long("A book.")]);
  });

  test("may be an attachment, and is refused for a time that does not exist", async () => {
    const provider = fake({ script: ["x"] });
    const config = defineConfig({ agents: [], providers: { test: provider } });
    const ask = (part: object) =>
      complete({
        model: "test/model-1",
        messages: [{ role: "user", content: [part as { type: "text"; text: string }] }],
        attachments: [{ data: "AA==", mediaType: "application/pdf", promptCache: "5m" }],
        config,
      });
    await ask({ type: "text", text: "x" });
    expect(provider.calls[0]?.messages[0]?.content).toMatchObject([
      {},
      { type: "file", promptCache: "5m" },
    ]);
    await expect(ask({ type: "text", text: "x", promptCache: "2h" })).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ message: 'expected promptCache to be "5m" or "1h"' }],
    });
  });
});
