import { describe, expect, test } from "vitest";
import { complete, defineConfig, fake } from "troupe";
import { wholeStory } from "../support/callers.js";
import { toolAgent } from "../support/tool-callers.js";
import { z } from "zod";

/** What the pages say beside what the tests of each part hold. */
describe("docs/tools.md", () => {
  test("an agent that is a tool is in the totals of the execution that called it, and named there", async () => {
    const models = {
      "test/model-1": { prices: { input: 1, output: 1 } },
    };
    const script = [
      { toolCalls: [{ name: "story", input: { topic: "AI" } }], usage: tokens(10) },
      { text: "There it is.", usage: tokens(10) },
    ];
    const inner = fake({ script: { text: '{"title":"A","content":"B"}', usage: tokens(500) } });
    const story = wholeStory(inner, {}, { models });
    const execution = toolAgent(fake({ script }), [], {
      spec: {
        tools: [
          {
            name: "story",
            description: "Tells a story.",
            schema: { type: "object", properties: { topic: { type: "string" } } },
            run: { kind: "agent", agent: "story" },
          },
        ],
      },
      binding: { toolAgents: { story: () => story as never } },
      config: { models },
    })({});
    expect(await execution.record).toMatchObject({
      usage: tokens(20),
      costUsd: "0.00004",
      totalUsage: tokens(520),
      totalCostUsd: "0.00104",
      toolCalls: [{ tool: "story", outcome: "success", output: { title: "A", content: "B" } }],
      children: [
        {
          agent: "story",
          how: "tool",
          toolCallId: expect.any(String),
          usage: tokens(500),
          costUsd: "0.001",
        },
      ],
    });
    expect(inner.calls).toHaveLength(1);
  });

  test("tools have 60 s and run eight at once, unless the config says otherwise", () => {
    expect(defineConfig({ agents: [] }).tools).toEqual({ timeout: "60s", concurrency: 8 });
    const tools = { timeout: "5s", concurrency: 2 } as const;
    expect(defineConfig({ agents: [], tools }).tools).toEqual(tools);
  });
});

describe("docs/plain-call.md", () => {
  test("the defaults of a config for steps and retries hold for a plain call", async () => {
    const ask = { toolCalls: [{ name: "count", input: {} }] };
    const provider = fake({
      script: [{ fault: { kind: "error", error: "provider_unavailable" } }, ask, ask],
    });
    const count = { name: "count", description: "", input: z.object({}), run: () => 1 };
    const execution = complete({
      model: "test/any",
      messages: [{ role: "user", content: "Count." }],
      tools: [count],
      config: defineConfig({
        agents: [],
        providers: { test: provider },
        defaults: { maxSteps: 2, retry: { maxAttempts: 2, initialDelayMs: 0 } },
      }),
    });
    await expect(execution).rejects.toMatchObject({ code: "max_steps" });
    expect((await execution.record).attempts).toHaveLength(3);
  });
});

function tokens(each: number) {
  return { inputTokens: each, outputTokens: each };
}
