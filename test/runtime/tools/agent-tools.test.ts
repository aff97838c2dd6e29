import { describe, expect, test } from "vitest";
import type { CallOptions } from "troupe";
import type { UndecidedCallOptions } from "troupe/runtime";
import { wholeStory } from "../../support/callers.js";
import { createPushProvider } from "../../support/push-provider.js";
import { toolAgent, toldOf } from "../../support/tool-callers.js";

describe("an agent as a tool", () => {
  async function callStory(text: string, options?: CallOptions, records?: Promise<unknown>[]) {
    const provider = createPushProvider();
    const inner = createPushProvider();
    const story = wholeStory(inner);
    const told = (...call: Parameters<typeof story>) => {
      const child = story(...call);
      records?.push(child.record);
      return child;
    };
    const execution = toolAgent(provider, [], {
      spec: {
        tools: [
          {
            name: "tell_story",
            description: "",
            schema: {
              type: "object",
              properties: { topic: { type: "string" } },
              required: ["topic"],
            },
            run: { kind: "agent", agent: "story" },
          },
        ],
      },
      binding: { toolAgents: { tell_story: () => told as never } },
    })({}, options as UndecidedCallOptions);
    (await provider.request(0)).ask(["c1", "tell_story", text]);
    return { provider, inner, execution };
  }

  test("gives its output", async () => {
    const { provider, inner, execution } = await callStory('{"topic":"AI"}');
    const answer = await inner.request();
    expect(answer.call.messages).toEqual([{ role: "user", content: "Write about AI." }]);
    answer.text('{"title":"A","content":"B"}');
    answer.finish();
    expect(await toldOf(provider)).toEqual(['{"title":"A","content":"B"}']);
    execution.cancel();
  });

  test("has the tags, the tenant and the metadata of the call that it comes of", async () => {
    const records: Promise<unknown>[] = [];
    const said = { tags: ["nightly"], tenant: "acme", metadata: { user: "u1" } };
    const { inner, execution } = await callStory('{"topic":"AI"}', said, records);
    (await inner.request()).finish("refusal");
    execution.cancel();
    expect(await records[0]).toMatchObject(said);
  });

  test("is told of by the code of its failure", async () => {
    const { provider, inner, execution } = await callStory('{"topic":"AI"}');
    (await inner.request()).finish("refusal");
    expect(await toldOf(provider)).toEqual([{ error: "The agent story failed: refused." }]);
    execution.cancel();
  });

  test("refuses params that are none", async () => {
    const { provider, inner, execution } = await callStory('{"topic":""}');
    expect(await toldOf(provider)).toEqual([{ error: expect.stringContaining("topic: ") }]);
    (await provider.request(1)).finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "invalid_input" }]);
    expect(inner.answers).toHaveLength(0);
  });

  test("is cancelled with the execution", async () => {
    const { inner, execution } = await callStory('{"topic":"AI"}');
    const answer = await inner.request();
    execution.cancel();
    expect(answer.closed).toBe(true);
    await execution.record;
  });
});
