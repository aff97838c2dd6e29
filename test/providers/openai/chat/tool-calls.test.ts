import { describe, expect, it } from "vitest";
import { collectCalls } from "../../conformance/bench.js";
import { oddArguments } from "../../odd-arguments.js";
import { useChatServer } from "./chat-server.js";
import { chunk } from "./chunk.js";

const done = [chunk({}, "tool_calls"), "[DONE]"];

/** A chunk with pieces of tool calls. */
function pieces(...entries: readonly unknown[]): string {
  return chunk({ tool_calls: entries });
}

const server = await useChatServer();

describe("tool calls in the dialects of their servers", () => {
  const read = async (...events: readonly string[]) => {
    const { parts, error } = await server.stream([...events, ...done]);
    expect(error).toBeUndefined();
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    return collectCalls(parts);
  };

  it("come whole in one chunk, several of them too", async () => {
    const [first, second] = [
      { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Åre"}' } },
      { id: "c2", function: { name: "clock", arguments: "{}" } },
    ];
    const calls = [
      { id: "c1", name: "weather", arguments: '{"city":"Åre"}' },
      { id: "c2", name: "clock", arguments: "{}" },
    ];
    expect(await read(pieces({ index: 0, ...first }, { index: 1, ...second }))).toEqual(calls);
    // Ollama, and gateways to Gemini.
    expect(await read(pieces(first, second))).toEqual(calls);
    expect(await read(pieces(first), pieces(second))).toEqual(calls);
    expect(await read(pieces({ index: 0, ...first }), pieces({ index: 0, ...second }))).toEqual(
      calls,
    );
  });

  it("come in pieces that name their index alone", async () => {
    const begin = { index: 0, id: "c1", function: { name: "weather", arguments: "" } };
    expect(
      await read(
        pieces(begin),
        pieces({ index: 0, function: { arguments: '{"a"' } }),
        pieces({ index: 0, id: "", type: null, function: { name: "", arguments: ":1}" } }),
        pieces({ index: 0, function: { arguments: "" } }),
      ),
    ).toEqual([{ id: "c1", name: "weather", arguments: '{"a":1}' }]);
  });

  it.each<[string, { index?: number; id?: string; name?: string }]>([
    ["the id", { index: 0, id: "c1" }],
    ["the id, and no index", { id: "c1" }],
    ["nothing", {}],
    ["the id and the name", { index: 0, id: "c1", name: "weather" }],
    ["the id and the name, and no index", { id: "c1", name: "weather" }],
    ["the name", { index: 0, name: "weather" }],
    ["the name, and no index", { name: "weather" }],
    ["another id", { index: 0, id: "c9" }],
    ["another id and the name", { index: 0, id: "c9", name: "weather" }],
  ])("come in pieces that each repeat %s", async (_, { name, ...rest }) => {
    const piece = (text: unknown) => pieces({ ...rest, function: { name, arguments: text } });
    const begin = pieces({ index: 0, id: "c1", function: { name: "weather", arguments: null } });
    // A nested object is whole before the arguments are.
    expect(await read(begin, piece('{"a":{"b":1}'), piece(',"c":'), piece("[]}\n"))).toEqual([
      { id: "c1", name: "weather", arguments: '{"a":{"b":1},"c":[]}\n' },
    ]);
  });

  it.each([
    ["with the same index and other ids", { index: 0, id: "c1" }, { index: 0, id: "c2" }],
    ["with the same index and no ids", { index: 0 }, { index: 0 }],
    ["with neither an index nor ids", {}, {}],
    ["with the same id", { index: 0, id: "c1" }, { index: 1, id: "c1" }],
    ["without an index", { id: "c1" }, { id: "c2" }],
  ])("ask twice for the same tool, %s", async (_, first, second) => {
    const ask = (n: number) => ({ function: { name: "weather", arguments: `{"n":${n}}` } });
    const calls = await read(pieces({ ...first, ...ask(1) }), pieces({ ...second, ...ask(2) }));
    expect(calls.map((call) => call.arguments)).toEqual(['{"n":1}', '{"n":2}']);
  });

  it.each([
    ["the same index", { index: 0 }],
    ["no index", {}],
  ])("ask for different tools with no ids and %s", async (_, place) => {
    const calls = await read(
      pieces({ ...place, function: { name: "weather", arguments: '{"a":' } }),
      pieces({ ...place, function: { arguments: "1}" } }),
      pieces({ ...place, function: { name: "clock", arguments: "{}" } }),
    );
    expect(calls).toMatchObject([
      { name: "weather", arguments: '{"a":1}' },
      { name: "clock", arguments: "{}" },
    ]);
    expect(calls[0]?.id).toMatch(/^\w{1,40}$/);
  });

  it("have the index of their first piece as a text, or an id that comes before the name", async () => {
    const calls = await read(
      pieces({ index: "0", id: "c1" }),
      pieces({ index: "0", function: { name: "weather", arguments: "{" } }),
      pieces({ index: "0", function: { arguments: "}" } }),
    );
    expect(calls).toEqual([{ id: "c1", name: "weather", arguments: "{}" }]);
  });

  it("are not asked for twice when the whole of a call follows its pieces", async () => {
    const whole = { index: 0, id: "c1", function: { name: "weather", arguments: '{"a":1}' } };
    const calls = await read(
      pieces({ ...whole, function: { name: "weather", arguments: '{"a"' } }),
      pieces({ index: 0, function: { arguments: ":1}" } }),
      pieces(whole),
    );
    expect(calls).toEqual([{ id: "c1", name: "weather", arguments: '{"a":1}' }]);
  });

  it("are two where the first one's arguments came twice, and both have one index", async () => {
    const begin = (id: string, n: number) =>
      pieces({ index: 0, id, function: { name: "weather", arguments: `{"n":${n}` } });
    const calls = await read(
      begin("c1", 1),
      pieces({ index: 0, function: { arguments: '}{"n":1}' } }),
      begin("c2", 2),
      pieces({ index: 0, function: { arguments: "}" } }),
    );
    expect(calls).toEqual([
      { id: "c1", name: "weather", arguments: '{"n":1}' },
      { id: "c2", name: "weather", arguments: '{"n":2}' },
    ]);
  });

  it.each(oddArguments)("have arguments $name", async ({ pieces: sent, text }) => {
    const begin = { index: 0, id: "c1", type: "function", function: { name: "weather" } };
    const more = sent.map((args) => pieces({ index: 0, function: { arguments: args } }));
    const other = pieces({ index: 1, id: "c2", function: { name: "clock", arguments: "{}" } });
    const expected = [
      { id: "c1", name: "weather", arguments: text },
      { id: "c2", name: "clock", arguments: "{}" },
    ];
    expect(await read(pieces(begin), ...more, other)).toEqual(expected);
    expect(await read(pieces(begin), other, ...more)).toEqual(expected);
  });

  it.each([
    ["their index", { index: 0 }, { index: 0 }],
    ["their id", { id: "c1" }, { id: "c1" }],
    ["both", { index: 0, id: "c1" }, { index: 0, id: "c1" }],
    ["neither", {}, {}],
  ])("have arguments that come before the name, in pieces that say %s", async (_, first, place) => {
    const calls = await read(
      pieces({ ...first, function: { arguments: '{"city"' } }),
      pieces({ ...place, function: { arguments: ':"Bonn"' } }),
      pieces({ ...place, function: { name: "weather", arguments: "" } }),
      pieces({ ...place, function: { arguments: "}" } }),
    );
    expect(calls).toMatchObject([{ name: "weather", arguments: '{"city":"Bonn"}' }]);
  });

  it("have arguments before their names, of two calls that only their ids tell apart", async () => {
    const say = (id: string, called: object) => pieces({ id, function: called });
    const calls = await read(
      say("c1", { arguments: '{"a":1}' }),
      say("c2", { arguments: '{"b":2}' }),
      say("c1", { name: "weather" }),
      say("c2", { name: "clock" }),
    );
    expect(calls).toEqual([
      { id: "c1", name: "weather", arguments: '{"a":1}' },
      { id: "c2", name: "clock", arguments: '{"b":2}' },
    ]);
  });

  it.each([
    ["an id, and the name again without it", { id: "c1" }, {}],
    ["the same id twice", { id: "c1" }, { id: "c1" }],
  ])("have a placeholder first, with %s", async (_, first, second) => {
    const call = (place: object, args: string) =>
      pieces({ index: 0, ...place, function: { name: "weather", arguments: args } });
    expect(await read(call(first, "{}"), call(second, '{"a":1}'))).toEqual([
      { id: "c1", name: "weather", arguments: '{"a":1}' },
    ]);
  });

  it.each(["{}", '{"n":1}'])("ask twice for the same with %s, as Ollama does", async (args) => {
    const call = pieces({ function: { name: "roll", arguments: args } });
    expect(await read(call, call)).toHaveLength(2);
  });

  it("have no arguments in a whole answer that says null, or has a placeholder before them", async () => {
    const ask = async (args: unknown) => {
      const called = { name: "weather", arguments: args };
      const { parts } = await server.answer({ tool_calls: [{ id: "c1", function: called }] });
      return collectCalls(parts)[0]?.arguments;
    };
    expect(await ask("null")).toBe("");
    expect(await ask([])).toBe("");
    expect(await ask('{}{"a":1}')).toBe('{"a":1}');
  });

  it("have arguments that are an object, whatever it is keyed by", async () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true},"a":[1]}') as unknown;
    const called = { name: "weather", arguments: hostile };
    const call = { id: "c1", name: "weather", arguments: JSON.stringify(hostile) };
    expect(await read(pieces({ index: 0, id: "c1", function: called }))).toEqual([call]);
    const whole = await server.answer({ tool_calls: [{ id: "c1", function: called }] });
    expect(collectCalls(whole.parts)).toEqual([call]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("are the function call of before there were tools, in pieces and whole", async () => {
    const [call] = await read(
      chunk({
        role: "assistant",
        content: null,
        function_call: { name: "weather", arguments: "" },
      }),
      chunk({ function_call: { arguments: '{"a"' } }),
      chunk({ function_call: { arguments: ":1}" } }),
    );
    expect(call).toMatchObject({ name: "weather", arguments: '{"a":1}' });
    const called = { name: "weather", arguments: "{}" };
    const whole = await server.answer({ content: null, function_call: called }, "function_call");
    expect(collectCalls(whole.parts)).toMatchObject([called]);
    expect(whole.parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
  });

  it("are asked for once where both fields say so", async () => {
    const called = { name: "weather", arguments: "{}" };
    const tool_calls = [{ index: 0, id: "c1", function: called }];
    expect(await read(chunk({ tool_calls, function_call: called }))).toHaveLength(1);
  });

  it.each([
    ["stop", "tool_calls"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["length", "length"],
    ["content_filter", "content_filter"],
  ])("are the reason when the server says %s: %s", async (said, reason) => {
    const call = { id: "c1", type: "function", function: { name: "weather", arguments: "{}" } };
    const streamed = await server.stream([
      pieces({ index: 0, ...call }),
      chunk({}, said),
      "[DONE]",
    ]);
    expect(streamed.parts.at(-1)).toEqual({ type: "finish", reason });
    const whole = await server.answer({ content: null, tool_calls: [call] }, said);
    expect(whole.parts.at(-1)).toEqual({ type: "finish", reason });
  });

  it("are the reason when the server gives none", async () => {
    const call = { index: 0, id: "c1", function: { name: "weather", arguments: "{}" } };
    const { parts } = await server.stream([pieces(call), "[DONE]"]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
  });

  it("are none where lists are empty, in every chunk", async () => {
    const { parts, text } = await server.stream([
      chunk({ content: "a", tool_calls: [], function_call: null }),
      chunk({ content: "b", tool_calls: null }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: "" } }] }, "stop"),
      "[DONE]",
    ]);
    expect(text).toBe("ab");
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });

  it("keep what Gemini wants back with them", async () => {
    const extra = { google: { thought_signature: "c2ln" } };
    const { parts } = await server.stream([
      pieces({ id: "c1", function: { name: "weather", arguments: "{}" }, extra_content: extra }),
      pieces({ id: "c2", function: { name: "clock", arguments: "{}" } }),
      ...done,
    ]);
    const data = { extra_content: extra, server: server.host };
    expect(parts.filter(({ type }) => type === "tool_call_end")).toEqual([
      { type: "tool_call_end", id: "c1", replay: { wire: "openai-chat", data } },
    ]);
  });

  it("are of custom tools, whose arguments are any text", async () => {
    const custom = { name: "calculate", input: "4 + 4" };
    const streamed = await server.stream([
      pieces({ index: 0, id: "c1", type: "custom", custom: { name: "calculate", input: "" } }),
      pieces({ index: 0, custom: { input: "4 +" } }),
      pieces({ index: 0, custom: { input: " 4" } }),
      ...done,
    ]);
    const whole = await server.answer(
      { content: null, tool_calls: [{ id: "c1", type: "custom", custom }] },
      "tool_calls",
    );
    const data = { custom: true, server: server.host };
    for (const { parts } of [streamed, whole]) {
      expect(collectCalls(parts)).toEqual([{ id: "c1", name: "calculate", arguments: "4 + 4" }]);
      expect(parts.filter(({ type }) => type === "tool_call_end")).toEqual([
        { type: "tool_call_end", id: "c1", replay: { wire: "openai-chat", data } },
      ]);
    }
  });

  it.each([
    ["is no list", { index: 0 }],
    ["holds no objects", ["weather"]],
    ["never says which", [{ index: 0, id: "c1", type: "function", function: {} }]],
    ["has arguments of none", [{ index: 0, id: "c1", function: { arguments: "{secret" } }]],
  ])("are an answer that is none when the list %s", async (_, tool_calls) => {
    const outcomes = [
      await server.stream([chunk({ content: "Hm" }), chunk({ tool_calls }), ...done]),
      await server.answer({ content: "Hm", tool_calls }, "tool_calls"),
    ];
    for (const { error } of outcomes) {
      expect(error).toMatchObject({ code: "interrupted" });
      expect(String(error)).toContain("tool call");
      expect(String(error)).not.toContain("secret");
    }
  });

  it("cost time linear in their arguments, though each piece repeats the name", async () => {
    const text = JSON.stringify({ city: "x".repeat(400_000) });
    const events: string[] = [];
    for (let at = 0; at < text.length; at += 20) {
      const part = text.slice(at, at + 20);
      events.push(pieces({ function: { name: "weather", arguments: part } }));
    }
    const [call] = await read(...events);
    expect(call?.arguments === text).toBe(true);
  }, 10_000);
});
