import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/internal/json.js";
import type { AssistantPart, ModelMessage, ToolCallPart } from "../../../src/model/message.js";
import * as written from "../../../src/providers/anthropic/to-messages.js";
import { Breakpoints } from "../../../src/providers/wire/breakpoints.js";

const toMessages = (messages: readonly ModelMessage[]) =>
  written.toMessages(messages, new Breakpoints());
const toSystem = (messages: readonly ModelMessage[], instruction: string | undefined) =>
  written.toSystem(messages, instruction, { breakpoints: new Breakpoints(), ttl: undefined });

const user: ModelMessage = { role: "user", content: "Hello" };
const result = (id: string, content = "1"): ModelMessage => ({
  role: "tool",
  toolCallId: id,
  toolName: "f",
  content,
});
const said = (...content: AssistantPart[]): ModelMessage => ({ role: "assistant", content });
const call = (id: string, text = "{}"): AssistantPart => ({
  type: "tool_call",
  id,
  name: "f",
  arguments: text,
});
const thought = (text: string, signature: string, wire = "anthropic"): AssistantPart => ({
  type: "reasoning",
  text,
  replay: { wire, data: { type: "thinking", signature } },
});

/** The content of the first assistant's message. */
function writeAnswer(...content: AssistantPart[]): unknown {
  return toMessages([user, said(...content), user])[1]?.content;
}

describe("messages of anthropic", () => {
  it("tell the results of one step in one message, and those of the next in another", () => {
    const written = toMessages([
      user,
      said(call("a"), call("b")),
      result("a"),
      result("b"),
      said(call("c")),
      result("c"),
    ]);
    const idsOf = (index: number) => {
      const content = written[index]?.content ?? [];
      return typeof content === "string"
        ? content
        : content.map((block) => "tool_use_id" in block && block.tool_use_id);
    };
    expect(written.map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
    ]);
    expect([idsOf(2), idsOf(4)]).toEqual([["a", "b"], ["c"]]);
  });

  it("leave out texts that hold nothing, and messages that then hold nothing", () => {
    expect(
      toMessages([
        user,
        { role: "assistant", content: " \n" },
        { role: "user", content: [{ type: "text", text: "" }] },
        said({ type: "text", text: "\n\n" }, call("a")),
        result("a", ""),
      ]),
    ).toEqual([
      user,
      { role: "assistant", content: [{ type: "tool_use", id: "a", name: "f", input: {} }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "a" }] },
    ]);
    const blank = { role: "system", content: "" } as const;
    expect(toSystem([blank, user], undefined)).toBeUndefined();
    expect(toSystem([blank, { role: "system", content: "Be brief." }], undefined)).toBe(
      "Be brief.",
    );
  });

  it("clip the white space at the end of a beginning of the answer, and nowhere else", () => {
    const beginning = said({ type: "text", text: "Once \n" });
    const system: ModelMessage = { role: "system", content: "Be brief." };
    expect(toMessages([user, beginning, system]).at(-1)?.content).toEqual([
      { type: "text", text: "Once" },
    ]);
    expect(toMessages([user, { role: "assistant", content: "Once " }]).at(-1)?.content).toBe(
      "Once",
    );
    expect(writeAnswer({ type: "text", text: "Once \n" })).toEqual([
      { type: "text", text: "Once \n" },
    ]);
  });

  it("give thoughts back to whom they came from, and to nobody else", () => {
    expect(
      writeAnswer(
        thought("Mine.", "s1"),
        thought("", "s2"),
        thought("Unsigned.", ""),
        thought("", ""),
        thought("Of another.", "s3", "openai-responses"),
        { type: "reasoning", text: "Of nobody." },
        { type: "reasoning", text: "", replay: { wire: "anthropic", data: { type: 7 } } },
        { type: "reasoning", text: "", replay: { wire: "anthropic", data: { type: "thinking" } } },
        { type: "text", text: "So." },
      ),
    ).toEqual([
      { type: "thinking", thinking: "Mine.", signature: "s1" },
      { type: "thinking", thinking: "", signature: "s2" },
      { type: "thinking", thinking: "Unsigned.", signature: "" },
      { type: "text", text: "So." },
    ]);
  });

  it("do not end an answer with a thought", () => {
    expect(writeAnswer({ type: "text", text: "So." }, thought("And", "s1"))).toEqual([
      { type: "text", text: "So." },
    ]);
    expect(toMessages([user, said(thought("And", "s1"))])).toEqual([user]);
  });

  it("tell arguments that are nested too deep to be written again as their text", () => {
    const text = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    expect(writeAnswer(call("c", text))).toMatchObject([{ input: { malformed_input: text } }]);
  });

  describe("of what Anthropic did itself", () => {
    const block = (data: JsonObject): AssistantPart => ({
      type: "reasoning",
      text: "",
      replay: { wire: "anthropic", data },
    });
    const search = { type: "server_tool_use", id: "s1", name: "web_search", input: {} };
    const found = { type: "web_search_tool_result", tool_use_id: "s1", content: [] };
    const caller = { type: "code_execution_20260120", tool_id: "s1" };
    const byCode: ToolCallPart = {
      ...(call("a") as ToolCallPart),
      replay: { wire: "anthropic", data: { caller } },
    };
    const asked = { type: "tool_use", id: "a", name: "f", input: {} };
    const text: AssistantPart = { type: "text", text: "So." };

    it("give back a call with its result", () => {
      expect(writeAnswer(block(search), block(found), text)).toEqual([search, found, text]);
    });

    it("leave out a call without a result, and a result without its call, which are refused", () => {
      expect(writeAnswer(block(search), text)).toEqual([text]);
      expect(writeAnswer(block(found), text)).toEqual([text]);
    });

    it("end with a call without a result where the answer is to go on", () => {
      expect(toMessages([user, said(text, block(search))])[1]?.content).toEqual([text, search]);
    });

    it("give back a call that is to go on once a tool of ours has given its result", () => {
      const messages = [user, said(block(search), call("a")), result("a")];
      expect(toMessages(messages)[1]?.content).toEqual([search, asked]);
      const later = said(block(found), text);
      expect(toMessages([...messages, later, user])[1]?.content).toEqual([search, asked]);
      expect(toMessages([...messages, said(text), user])[1]?.content).toEqual([asked]);
    });

    it("give back a call whose code asks for tools, several times too", () => {
      const first = [user, said(block(search), byCode), result("a")];
      const again: AssistantPart = { ...byCode, id: "b" };
      const messages = [...first, said(again), result("b")];
      expect(toMessages(messages)[1]?.content).toEqual([search, { ...asked, caller }]);
      expect(toMessages([...messages, said(text), user])[1]?.content).toEqual([asked]);
    });
  });

  it.each([
    ["", {}],
    ['{"a":[1]}', { a: [1] }],
    ['{"a":', { malformed_input: '{"a":' }],
    ["[1]", { malformed_input: "[1]" }],
    ["null", { malformed_input: "null" }],
  ])("tell the arguments %j as an object", (text, input) => {
    expect(writeAnswer(call("a", text))).toEqual([{ type: "tool_use", id: "a", name: "f", input }]);
  });

  it("keep arguments that are called __proto__, and leave the prototype alone", () => {
    const text = '{"__proto__":{"polluted":true}}';
    expect(JSON.stringify(writeAnswer(call("a", text)))).toContain(text);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("write ids of other providers in a form that Anthropic takes, the same on both sides", () => {
    const [, asked, answered] = toMessages([user, said(call("f:1/ä")), result("f:1/ä")]);
    expect(asked?.content).toMatchObject([{ id: "f_1__" }]);
    expect(answered?.content).toMatchObject([{ tool_use_id: "f_1__" }]);
  });

  it("do not mark a result as an error that holds an image, which the API refuses", () => {
    const [written] = toMessages([
      {
        role: "tool",
        toolCallId: "a",
        toolName: "browse",
        content: [
          { type: "text", text: "The page did not load." },
          { type: "image", data: "/9j/4A==", mediaType: "image/jpeg" },
        ],
        isError: true,
      },
    ]);
    expect(written?.content).toMatchObject([{ type: "tool_result", content: [{}, {}] }]);
    expect(written?.content).not.toMatchObject([{ is_error: true }]);
  });
});
