import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { useWireServer } from "../../support/use-wire-server.js";
import { jsonReply, splitEvery, sseReply, toBytes } from "../../support/wire-server.js";
import { collect, collectCalls, createCall, toSse } from "../conformance/bench.js";
import { oddArguments } from "../odd-arguments.js";
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
  textDelta,
  thinkingBlock,
  toolBlock,
} from "./events.js";

const start = messageStart({ input_tokens: 1, output_tokens: 1 });
const end = [messageDelta({ stop_reason: "tool_use" }, { output_tokens: 9 }), messageStop];
const kept = (data: object) => ({ wire: "anthropic", data });
const signed = (signature: string) => kept({ type: "thinking", signature });
const input = (partial_json: unknown) => ({ type: "input_json_delta", partial_json });

const server = await useWireServer();

describe("content blocks of anthropic", () => {
  const run = async (stream: boolean) => {
    const provider = anthropic({ baseURL: server.url, apiKey: "sk-ant-1" });
    const { parts, error } = await collect(provider, createCall({ stream }));
    const ofContent = (part: ModelStreamPart) =>
      !["response_start", "usage", "finish"].includes(part.type);
    return { parts: parts.filter(ofContent), error };
  };
  const stream = (...blocks: readonly string[]) => {
    server.reply = sseReply([toSse([start, ...blocks, ...end])]);
    return run(true);
  };
  const whole = (...content: readonly unknown[]) => {
    server.reply = jsonReply({ type: "message", content, stop_reason: "tool_use" });
    return run(false);
  };

  const everyKind = [
    ...thinkingBlock(0, "sig-1", "Let me", " see."),
    blockStart(1, { type: "redacted_thinking", data: "opaque" }),
    blockStop(1),
    ...textBlock(2, "I look", " it up."),
    ...toolBlock(3, "toolu_1", "weather", '{"ci', 'ty":"Bonn"}'),
    ...toolBlock(4, "toolu_2", "alarms"),
  ];

  it("are thoughts, text and tool calls in their order, with all that goes back", async () => {
    const { parts, error } = await stream(...everyKind);
    expect(error).toBeUndefined();
    expect(parts).toEqual([
      { type: "reasoning_delta", text: "Let me" },
      { type: "reasoning_delta", text: " see." },
      { type: "reasoning_end", replay: signed("sig-1") },
      {
        type: "reasoning_end",
        replay: { wire: "anthropic", data: { type: "redacted_thinking", data: "opaque" } },
      },
      { type: "text_delta", text: "I look" },
      { type: "text_delta", text: " it up." },
      { type: "tool_call_start", id: "toolu_1", name: "weather" },
      { type: "tool_call_delta", id: "toolu_1", text: '{"ci' },
      { type: "tool_call_delta", id: "toolu_1", text: 'ty":"Bonn"}' },
      { type: "tool_call_end", id: "toolu_1" },
      { type: "tool_call_start", id: "toolu_2", name: "alarms" },
      { type: "tool_call_end", id: "toolu_2" },
    ]);
  });

  it("are the same when every byte comes alone", async () => {
    const { parts } = await stream(...everyKind);
    server.reply = sseReply(splitEvery(toBytes(toSse([start, ...everyKind, ...end])), 1));
    expect(await run(true)).toEqual({ parts, error: undefined });
  });

  it("are the same as a whole", async () => {
    const { parts } = await whole(
      { type: "thinking", thinking: "Let me see.", signature: "sig-1" },
      { type: "redacted_thinking", data: "opaque" },
      { type: "text", text: "I look it up." },
      { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Bonn" } },
      { type: "tool_use", id: "toolu_2", name: "alarms", input: {} },
    );
    expect(parts).toEqual([
      { type: "reasoning_delta", text: "Let me see." },
      { type: "reasoning_end", replay: signed("sig-1") },
      {
        type: "reasoning_end",
        replay: { wire: "anthropic", data: { type: "redacted_thinking", data: "opaque" } },
      },
      { type: "text_delta", text: "I look it up." },
      { type: "tool_call_start", id: "toolu_1", name: "weather" },
      { type: "tool_call_delta", id: "toolu_1", text: '{"city":"Bonn"}' },
      { type: "tool_call_end", id: "toolu_1" },
      { type: "tool_call_start", id: "toolu_2", name: "alarms" },
      { type: "tool_call_end", id: "toolu_2" },
    ]);
  });

  it("have a signature without a thought where the thought is not shown, and neither for none", async () => {
    const { parts } = await stream(...thinkingBlock(0, "sig-1"), ...thinkingBlock(1, ""));
    expect(parts).toEqual([{ type: "reasoning_end", replay: signed("sig-1") }]);
  });

  it("end a thought that a compatible server does not sign", async () => {
    const { parts } = await stream(
      blockStart(0, { type: "thinking", thinking: "Hm" }),
      blockStop(0),
    );
    expect(parts).toEqual([
      { type: "reasoning_delta", text: "Hm" },
      { type: "reasoning_end", replay: signed("") },
    ]);
  });

  it("are told apart by a thought between them that has no end", async () => {
    const { parts } = await stream(
      blockStart(0, { type: "text", text: "One," }),
      blockStart(1, { type: "thinking", thinking: "Hm" }),
      blockStart(2, { type: "text", text: " two" }),
    );
    expect(parts.slice(0, 3)).toEqual([
      { type: "text_delta", text: "One," },
      { type: "reasoning_delta", text: "Hm" },
      { type: "text_delta", text: " two" },
    ]);
  });

  it("tell two texts apart that follow each other, and say so where nothing else does", async () => {
    const { parts } = await stream(
      ...textBlock(0, "One,"),
      blockStart(1, null),
      blockStop(1),
      blockStart(3, { type: "text", text: " two" }),
      blockDelta(3, { type: "citations_delta", citation: { type: "char_location" } }),
      textDelta(".", 3),
      blockStop(3),
      ...textBlock(4),
    );
    expect(parts).toEqual([
      { type: "text_delta", text: "One," },
      { type: "text_end" },
      { type: "text_delta", text: " two" },
      { type: "text_delta", text: "." },
      { type: "text_end" },
    ]);
  });

  it("are whole at the end of the message where a server does not end them", async () => {
    const withoutStops = everyKind.filter((event) => !event.includes("content_block_stop"));
    const { parts, error } = await stream(...withoutStops);
    expect(error).toBeUndefined();
    expect(parts).toContainEqual({ type: "reasoning_end", replay: signed("sig-1") });
    expect(parts.filter(({ type }) => type === "tool_call_end")).toHaveLength(2);
  });

  it("have the arguments that a server sends with the start, if no others come", async () => {
    const tool = { type: "tool_use", id: "a", name: "f", input: { b: 1 } };
    const given = await stream(blockStart(0, tool), blockStop(0));
    expect(given.parts[1]).toEqual({ type: "tool_call_delta", id: "a", text: '{"b":1}' });
    const json = (text: string) => blockDelta(0, { type: "input_json_delta", partial_json: text });
    const streamed = await stream(blockStart(0, tool), json('{"b":2}'), blockStop(0));
    expect(streamed.parts).toHaveLength(3);
    expect(streamed.parts[1]).toMatchObject({ text: '{"b":2}' });
  });

  it.each(oddArguments)("have arguments $name", async ({ pieces, text }) => {
    const deltas = pieces.map((piece) => blockDelta(0, input(piece)));
    const tool = { type: "tool_use", id: "a", name: "f", input: {} };
    const { parts, error } = await stream(blockStart(0, tool), ...deltas, blockStop(0));
    expect(error).toBeUndefined();
    // An empty object is the same as nothing here.
    const [call] = collectCalls(parts);
    expect(call?.arguments === "" ? "{}" : call?.arguments).toBe(text === "" ? "{}" : text);
  });

  it.each([
    ["the same again", ['{"b":1}'], '{"b":1}'],
    ["a placeholder", ["{}"], '{"b":1}'],
    ["null", ["null"], '{"b":1}'],
    ["nothing", [""], '{"b":1}'],
  ])("have the arguments of the start where %s is streamed", async (_, pieces, text) => {
    const tool = { type: "tool_use", id: "a", name: "f", input: { b: 1 } };
    const deltas = pieces.map((piece) => blockDelta(0, input(piece)));
    const { parts } = await stream(blockStart(0, tool), ...deltas, blockStop(0));
    expect(collectCalls(parts)).toEqual([{ id: "a", name: "f", arguments: text }]);
  });

  it.each(['{"b":1}', "null", "{}", "[]"])("have arguments that are the text %s", async (text) => {
    const tool = { type: "tool_use", id: "a", name: "f", input: text };
    const expected = text.startsWith("{") ? text : "";
    for (const { parts } of [await stream(blockStart(0, tool), blockStop(0)), await whole(tool)]) {
      expect(collectCalls(parts)).toEqual([{ id: "a", name: "f", arguments: expected }]);
    }
  });

  it("have arguments that come before their start", async () => {
    const { parts, error } = await stream(
      blockDelta(0, input('{"b"')),
      blockStart(0, { type: "tool_use", id: "a", name: "f", input: {} }),
      blockDelta(0, input(":1}")),
      blockStop(0),
    );
    expect(error).toBeUndefined();
    expect(collectCalls(parts)).toEqual([{ id: "a", name: "f", arguments: '{"b":1}' }]);
  });

  it("are given without an end when the stream is cut in the middle of arguments", async () => {
    server.reply = sseReply([
      toSse([start, ...toolBlock(0, "toolu_1", "weather", '{"ci').slice(0, -1)]),
    ]);
    expect(await run(true)).toEqual({
      parts: [
        { type: "tool_call_start", id: "toolu_1", name: "weather" },
        { type: "tool_call_delta", id: "toolu_1", text: '{"ci' },
      ],
      error: undefined,
    });
  });

  const json = (value: unknown) => ({ type: "input_json_delta", partial_json: value });
  it.each([
    ["without a name", [blockStart(0, { type: "tool_use", id: "a", input: {} })]],
    ["without an id", [blockStart(0, { type: "tool_use", id: "", name: "f", input: {} })]],
    ["with the id of another", [...toolBlock(0, "a", "f"), ...toolBlock(1, "a", "g")]],
    ["that never began", [blockDelta(7, json("{}"))]],
    [
      "that has ended",
      [...toolBlock(0, "a", "f"), blockDelta(0, json("{}")), ...toolBlock(0, "b", "g")],
    ],
    [
      "with arguments that are not JSON",
      [...toolBlock(0, "a", "f").slice(0, 1), blockDelta(0, json(7))],
    ],
  ])("fail for a tool call %s", async (_, events) => {
    const { error } = await stream(...events);
    expect(error).toMatchObject({ code: "interrupted" });
  });

  it("fail for a whole tool call without a name", async () => {
    expect((await whole({ type: "tool_use", id: "a", input: {} })).error).toMatchObject({
      code: "interrupted",
      message: expect.stringContaining("a tool call without an id or a name"),
    });
  });

  it("are part of the answer when an error follows a tool call", async () => {
    server.reply = sseReply([
      toSse([
        start,
        ...toolBlock(0, "a", "f").slice(0, 1),
        JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Busy" } }),
      ]),
    ]);
    expect((await run(true)).error).toMatchObject({ code: "interrupted" });
  });

  const search = {
    type: "server_tool_use",
    id: "srvtoolu_1",
    name: "web_search",
    input: { query: "two" },
  };
  const found = {
    type: "web_search_tool_result",
    tool_use_id: "srvtoolu_1",
    content: [{ type: "web_search_result", url: "https://example.com", encrypted_content: "x" }],
  };
  const compaction = { type: "compaction", content: "So far.", encrypted_content: null };

  it("are kept whole where Anthropic did something itself, in the order in which it did", async () => {
    const goBack = [search, found, compaction, { type: "new", of: [1] }];
    const streamed = await stream(
      ...textBlock(0, "One,"),
      blockStart(1, { ...search, input: {} }),
      blockDelta(1, input('{"query"')),
      blockDelta(1, input(':"two"}')),
      blockStop(1),
      blockStart(2, found),
      blockStop(2),
      blockStart(3, { type: "compaction", content: null }),
      blockDelta(3, { ...compaction, type: "compaction_delta" }),
      blockStop(3),
      blockStart(4, { type: "new", of: [1] }),
      blockStop(4),
      ...textBlock(5, " two."),
    );
    const shown = [{ type: "web_search_result", url: "https://example.com" }];
    const id = "srvtoolu_1";
    const parts = [
      { type: "text_delta", text: "One," },
      { type: "hosted_call", id, name: "web_search", input: { query: "two" } },
      { type: "reasoning_end", replay: kept(search) },
      { type: "hosted_result", id, name: "web_search", output: shown },
      ...goBack.slice(1).map((block) => ({ type: "reasoning_end", replay: kept(block) })),
      { type: "text_delta", text: " two." },
    ];
    expect(streamed).toEqual({ parts, error: undefined });
    const texts = ["One,", " two."].map((text) => ({ type: "text", text }));
    expect(await whole(texts[0], ...goBack, texts[1])).toEqual({ parts, error: undefined });
  });

  it("are not kept where they did not come whole, or changed in a way that nobody knows", async () => {
    const { parts, error } = await stream(
      blockStart(0, { ...search, input: {} }),
      blockDelta(0, input('{"query":')),
      blockStop(0),
      blockStart(1, found),
      blockDelta(1, { type: "new_delta", of: 1 }),
      blockStop(1),
      blockStart(2, { ...search, input: {} }),
      blockDelta(2, { type: "input_json_delta", partial_json: {} }),
    );
    expect({ parts, error }).toEqual({ parts: [], error: undefined });
  });

  it.each([
    ["interrupted", found],
    ["provider_unavailable", compaction],
  ])("are %s by an error after what Anthropic did, if it is shown", async (code, block) => {
    const error = { type: "overloaded_error", message: "Busy" };
    const events = [start, blockStart(0, block), blockStop(0)];
    server.reply = sseReply([toSse([...events, JSON.stringify({ type: "error", error })])]);
    expect((await run(true)).error).toMatchObject({ code });
  });

  it("tell that a tool of Anthropic's failed, and the one that code belongs to", async () => {
    const id = "srvtoolu_1";
    const failure = { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" };
    const outcome = await whole(
      { type: "web_search_tool_result", tool_use_id: id, content: failure },
      { type: "server_tool_use", id: "s2", name: "bash_code_execution", input: { command: "ls" } },
      { type: "bash_code_execution_tool_result", tool_use_id: "s2", content: { stdout: "a" } },
    );
    expect(outcome.parts.filter(({ type }) => type !== "reasoning_end")).toEqual([
      { type: "hosted_result", id, name: "web_search", output: failure, failed: true },
      { type: "hosted_call", id: "s2", name: "code_execution", input: { command: "ls" } },
      { type: "hosted_result", id: "s2", name: "code_execution", output: { stdout: "a" } },
    ]);
  });

  it("keep with a text where on the web it is from, which only an encrypted index tells", async () => {
    const citation = { type: "web_search_result_location", encrypted_index: "Eo8", url: "u" };
    const others = [{ type: "char_location", file_id: null }, null];
    const cite = (value: unknown) => blockDelta(0, { type: "citations_delta", citation: value });
    const streamed = await stream(
      blockStart(0, { type: "text", text: "", citations: [] }),
      ...[citation, ...others].map(cite),
      textDelta("It is."),
      blockStop(0),
      ...textBlock(1, "Yes."),
    );
    const parts = [
      { type: "text_delta", text: "It is." },
      { type: "source", place: "text", url: "u" },
      { type: "text_end", replay: kept({ citations: [citation] }) },
      { type: "text_delta", text: "Yes." },
    ];
    expect(streamed).toEqual({ parts, error: undefined });
    const text = { type: "text", text: "It is.", citations: [citation, ...others] };
    expect(await whole(text, { type: "text", text: "Yes." })).toEqual({ parts, error: undefined });
  });

  it("keep who asked for a tool, and where, when it was not the model itself", async () => {
    const tool = { type: "tool_use", name: "weather", input: {} };
    const caller = { type: "code_execution_20260120", tool_id: "srvtoolu_1" };
    const container = { id: "container_1", expires_at: "2026-11-20T12:00:00Z" };
    const content = [
      { ...tool, id: "a", caller, toolset_name: null },
      { ...tool, id: "b", caller: { type: "direct" }, toolset_name: "browser" },
      { ...tool, id: "c", caller: { type: "direct" } },
    ];
    const parts = content.flatMap(({ id }) => [
      { type: "tool_call_start", id, name: "weather" },
      {
        type: "tool_call_end",
        id,
        ...(id === "a" && { replay: kept({ caller }) }),
        ...(id === "b" && { replay: kept({ toolset_name: "browser" }) }),
      },
    ]);
    const all = [...parts, { type: "reasoning_end", replay: kept({ container: "container_1" }) }];
    const events = content.flatMap((block, index) => [blockStart(index, block), blockStop(index)]);
    const delta = messageDelta({ stop_reason: "tool_use", container }, { output_tokens: 9 });
    server.reply = sseReply([toSse([start, ...events, delta, messageStop])]);
    expect(await run(true)).toEqual({ parts: all, error: undefined });
    server.reply = jsonReply({ type: "message", content, container, stop_reason: "tool_use" });
    expect(await run(false)).toEqual({ parts: all, error: undefined });
    const direct = content.slice(1);
    server.reply = jsonReply({ type: "message", content: direct, container });
    expect(await run(false)).toEqual({ parts: parts.slice(2), error: undefined });
  });

  it("are texts, or parts of another wire that are text", async () => {
    const output = (text: string) => ({ type: "output_text", text });
    const expected = ["One, ", "two, ", "three."].map((text) => ({ type: "text_delta", text }));
    const isText = ({ type }: ModelStreamPart) => type === "text_delta";
    const texts = await whole("One, ", output("two, "), { type: "text", text: ["three", "."] });
    expect(texts.parts.filter(isText)).toEqual(expected);
    server.reply = jsonReply({
      type: "message",
      content: "One, two, three.",
      stop_reason: "end_turn",
    });
    expect((await run(false)).parts).toEqual([{ type: "text_delta", text: "One, two, three." }]);
    const streamed = await stream(
      blockStart(0, output("One, ")),
      blockDelta(0, { type: "output_text", text: "two, " }),
      blockDelta(0, { type: "text_delta", text: [{ type: "text", text: "three" }, "."] }),
      blockStop(0),
    );
    expect(streamed.parts).toEqual(expected);
  });

  it("pass over what is no block, and deltas of kinds that are yet to come", async () => {
    const { parts, error } = await whole(null, 7, [], { type: 7 }, { text: "no" });
    expect({ parts, error }).toEqual({ parts: [], error: undefined });
    const streamed = await stream(
      blockStart(0, null),
      blockDelta(0, { type: "new_delta", text: "no" }),
      blockDelta(0, { type: "signature_delta", signature: "s" }),
      blockDelta(0, null),
      JSON.stringify({ type: "an_event_of_the_future", text: "no" }),
      JSON.stringify({ type: "ping", context_management: { applied_edits: [] } }),
    );
    expect(streamed).toEqual({ parts: [], error: undefined });
  });
});
