import { aiSdk, complete, defineConfig, fake, isAgentError, type Provider } from "troupe";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { finish, handMade } from "../providers/ai-sdk/hand-made.js";
import {
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
} from "../providers/anthropic/events.js";
import { toSse } from "../providers/conformance/bench.js";
import { chunk } from "../providers/openai/chat/chunk.js";
import * as responses from "../providers/openai/responses/events.js";
import { streamingText } from "../support/callers.js";
import { faultWires, type FaultWire } from "../support/fault-wires.js";
import { createPushProvider } from "../support/push-provider.js";
import { tellOf } from "../support/tool-callers.js";
import { useWireServer } from "../support/use-wire-server.js";
import { sseReply } from "../support/wire-server.js";

const topic = { topic: "AI" };
const server = await useWireServer();

/** JSON of arrays and objects inside each other. */
function nest(depth: number): string {
  return '{"a":['.repeat(depth / 2) + "1" + "]}".repeat(depth / 2);
}

type Place = (deep: string) => string;

/** Events of an answer "Hello", with something that goes back with the next request. */
const streams: Readonly<Record<FaultWire["name"], Readonly<Record<string, Place>>>> = {
  openai: {
    reasoning_details: (deep) =>
      toSse([
        `{"choices":[{"delta":{"reasoning_details":[{"type":"x","data":${deep}}]}}]}`,
        chunk({ content: "Hello" }),
        chunk({}, "stop"),
        "[DONE]",
      ]),
  },
  "openai responses": {
    "an item of reasoning": (deep) => {
      const item = `{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"e","x":${deep}}`;
      return toSse([
        ...responses.created,
        `{"type":"response.output_item.done","output_index":0,"item":${item}}`,
        responses.added(responses.message(""), 1),
        responses.textDelta("Hello"),
        responses.done(responses.message("Hello"), 1),
        responses.completed({ output: [] }),
      ]);
    },
    "an item that is not known": (deep) => {
      const item = `{"type":"shell_call","id":"sc_1","action":${deep}}`;
      return toSse([
        ...responses.created,
        responses.added(responses.message("")),
        responses.textDelta("Hello"),
        responses.done(responses.message("Hello")),
        `{"type":"response.output_item.done","output_index":1,"item":${item}}`,
        responses.completed({ output: [] }),
      ]);
    },
  },
  anthropic: {
    "a block of the server's own": (deep) =>
      toSse([
        messageStart({ input_tokens: 1, output_tokens: 1 }),
        `{"type":"content_block_start","index":0,"content_block":{"type":"web_search_tool_result","content":${deep}}}`,
        '{"type":"content_block_stop","index":0}',
        ...textBlock(1, "Hello"),
        messageDelta({ stop_reason: "end_turn" }, { output_tokens: 1 }),
        messageStop,
      ]),
    "a citation": (deep) =>
      toSse([
        messageStart({ input_tokens: 1, output_tokens: 1 }),
        ...textBlock(0, "Hello").slice(0, -1),
        `{"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"encrypted_index":"e","x":${deep}}}}`,
        '{"type":"content_block_stop","index":0}',
        messageDelta({ stop_reason: "end_turn" }, { output_tokens: 1 }),
        messageStop,
      ]),
  },
};

/** Two turns; then the conversation is stored, read again and gone on with. */
async function converse(provider: Provider): Promise<{ warnings: string[]; stored: string }> {
  const call = streamingText(provider, { retry: false });
  const conversation = call.conversation();
  const first = conversation.ask(topic);
  expect(await first).toBe("Hello");
  expect(await conversation.ask(topic)).toBe("Hello");
  const stored = JSON.stringify(conversation);
  expect(await call.conversation(JSON.parse(stored)).ask(topic)).toBe("Hello");
  return { warnings: (await first.record).warnings.map(({ code }) => code), stored };
}

describe.each([6_000, 100_000])("what goes back, nested %i deep,", (depth) => {
  const cases = faultWires.flatMap((wire) =>
    Object.entries(streams[wire.name]).map(([name, write]) => ({ wire, name, write })),
  );

  test.each(cases)("in $name of $wire.name, does not poison a conversation", async (one) => {
    server.reply = sseReply([one.write(nest(depth))]);
    const { warnings, stored } = await converse(one.wire.create(server.url));
    expect(warnings).toEqual(["nested_too_deep"]);
    expect(stored).not.toContain(nest(100));
  });

  test.each(cases)("is kept where it is shallow: $name of $wire.name", async (one) => {
    server.reply = sseReply([one.write(nest(900))]);
    const { warnings, stored } = await converse(one.wire.create(server.url));
    expect(warnings).toEqual([]);
    expect(stored.includes(nest(900))).toBe(true);
  });

  test("in metadata of the AI SDK, does not poison a conversation", async () => {
    const providerMetadata = { acme: JSON.parse(nest(depth)) as unknown };
    const parts = [
      { type: "text-delta", id: "1", delta: "Hello" },
      { type: "text-end", id: "1", providerMetadata },
      finish(),
    ];
    await converse(aiSdk(() => handMade({ parts })));
  });
});

test.each([6_000, 100_000])(
  "arguments nested %i deep fail or are told, with any wire",
  async (depth) => {
    const deep = nest(depth);
    const bodies: Readonly<Record<FaultWire["name"], string>> = {
      openai: `{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"a","arguments":${deep}}}]},"finish_reason":"tool_calls"}]}`,
      "openai responses": `{"status":"completed","output":[{"type":"function_call","call_id":"1","name":"a","arguments":${deep}}]}`,
      anthropic: `{"content":[{"type":"tool_use","id":"1","name":"a","input":${deep}}],"stop_reason":"tool_use"}`,
    };
    for (const wire of faultWires) {
      server.reply = {
        headers: { "content-type": "application/json" },
        body: [bodies[wire.name]],
      };
      const call = streamingText(wire.create(server.url), { retry: false });
      const execution = call(topic, { streaming: false, maxSteps: 2 });
      const error: unknown = await execution.output.catch((thrown: unknown) => thrown);
      expect(isAgentError(error) && ["interrupted", "max_steps"]).toContain(
        isAgentError(error) && error.code,
      );
      JSON.stringify(await execution.record);
    }
  },
);

test("an output nested too deep is invalid_output, and says so", async () => {
  const config = defineConfig({
    agents: "none",
    providers: { fake: fake({ script: nest(3_000) }) },
  });
  const messages = [{ role: "user", content: "Hello" }] as const;
  const execution = complete({ model: "fake/a", messages, schema: z.looseObject({}), config });
  await expect(execution).rejects.toMatchObject({
    code: "invalid_output",
    message: expect.stringContaining("1000 levels"),
  });
});

test("what a tool gives, nested too deep, is a failure of the tool", async () => {
  const told = await tellOf({
    name: "deep",
    input: z.looseObject({}),
    run: () => JSON.parse(nest(3_000)) as unknown,
  });
  expect(told).toMatchObject({ error: expect.stringContaining("1000 levels") });
});

test("a stored conversation with something nested too deep is refused, with its place", () => {
  const call = streamingText(createPushProvider());
  const data = JSON.parse(nest(6_000)) as never;
  const text = { type: "text", text: "Hi", replay: { wire: "openai-chat", data } } as const;
  const messages = [
    { role: "user", content: "Hello" },
    { role: "assistant", content: [text] },
  ] as const;
  expect(() => call.conversation({ messages })).toThrow(/messages\.1\.content\.0: .*1000 levels/);
});
