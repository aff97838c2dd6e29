import { describe, expect, it } from "vitest";
import type { AssistantPart } from "../../../../src/model/message.js";
import type { ModelStreamPart } from "../../../../src/model/provider.js";
import { toRequest } from "../../../../src/providers/openai/responses/to-request.js";
import { createCall, toSse } from "../../conformance/bench.js";
import { kept, said, useAsker } from "./ask.js";
import {
  added,
  completed,
  delta,
  done,
  event,
  functionCall,
  message,
  reasoning,
  response,
  textDelta,
} from "./events.js";

const { run, runBody, runWhole } = await useAsker();
const wire = "openai-responses";

describe("the text of a response", () => {
  it("ends with each message, with its phase", async () => {
    const first = message("Let me see.", { phase: "commentary" });
    const second = message("It is 42.", { id: "msg_2", phase: "final_answer" });
    const events = [
      added(message("", { content: [] })),
      textDelta("Let me "),
      textDelta("see."),
      done(first),
      added(message("", { content: [] }), 1),
      textDelta("It is 42.", 1),
      done(second, 1),
      completed(),
    ];
    const expected = [
      { type: "text_end", replay: kept(first, "content") },
      { type: "text_delta", text: "It is 42." },
      { type: "text_end", replay: kept(second, "content") },
    ];
    const streamed = await run(events);
    expect(said(streamed)).toEqual([
      { type: "text_delta", text: "Let me " },
      { type: "text_delta", text: "see." },
      ...expected,
    ]);
    expect(streamed.parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    expect(said(await runWhole({ output: [first, second] }))).toEqual([
      { type: "text_delta", text: "Let me see." },
      ...expected,
    ]);
  });

  it("is the deltas', even where an item's end says another", async () => {
    const { text } = await run([textDelta("Hi"), done(message("Hi there")), completed()]);
    expect(text).toBe("Hi");
  });

  it.each([
    ["with the end of its message", [done(message("Hi")), completed()]],
    ["with the end of the response", [completed({ output: [message("Hi")] })]],
  ])("may come as a whole, %s", async (_, events) => {
    const { text, error } = await run(events);
    expect({ text, error }).toEqual({ text: "Hi", error: undefined });
  });

  it("is not given again at the end of the response", async () => {
    const output = [message("Hi", { id: "msg_other" })];
    expect((await run([textDelta("Hi"), completed({ output })])).text).toBe("Hi");
  });

  it("is not begun by events without any: time to first token counts from the text", async () => {
    const { parts } = await run([
      added(message("", { content: [] })),
      event("content_part.added", { output_index: 0, content_index: 0, part: { text: "" } }),
      textDelta(""),
      completed(),
    ]);
    expect(parts.map(({ type }) => type)).toEqual(["response_start", "usage", "finish"]);
  });

  it("goes on past events that nobody has heard of", async () => {
    const { text, error } = await run([
      event("of_the_future", { delta: 7 }),
      event("output_text.annotation.added", { annotation: {} }),
      event("web_search_call.searching", { output_index: 0 }),
      '{"type":"keepalive"}',
      textDelta("Hi"),
      completed(),
    ]);
    expect({ text, error }).toEqual({ text: "Hi", error: undefined });
  });

  it("takes the type of an event from its name where the data has none", async () => {
    const text = 'event: response.output_text.delta\ndata: {"delta":"Hi"}\n\n';
    expect((await runBody(text + toSse([completed()]))).text).toBe("Hi");
  });
});

describe("the reasoning of a response", () => {
  const encrypted = reasoning(["First.", "Second."], { encrypted_content: "gAAA" });
  const second = [
    { type: "reasoning_end" },
    { type: "reasoning_delta", text: "Second." },
    { type: "reasoning_end", replay: kept(encrypted) },
  ];

  it("is its summary, a thought at a time, the last one with the encrypted item", async () => {
    const outcome = await run([
      added(reasoning([])),
      event("reasoning_summary_part.added", { output_index: 0, summary_index: 0 }),
      delta("reasoning_summary_text", "Fir", 0, { summary_index: 0 }),
      delta("reasoning_summary_text", "st.", 0, { summary_index: 0 }),
      event("reasoning_summary_part.added", { output_index: 0, summary_index: 1 }),
      delta("reasoning_summary_text", "Second.", 0, { summary_index: 1 }),
      done(encrypted),
      completed(),
    ]);
    expect(said(outcome)).toEqual([
      { type: "reasoning_delta", text: "Fir" },
      { type: "reasoning_delta", text: "st." },
      ...second,
    ]);
  });

  it("is the same when it comes as a whole", async () => {
    expect(said(await runWhole({ output: [encrypted] }))).toEqual([
      { type: "reasoning_delta", text: "First." },
      ...second,
    ]);
  });

  it("may be shown by nothing, and is carried all the same", async () => {
    const hidden = reasoning([], { encrypted_content: "gAAA" });
    expect(said(await run([added(reasoning([])), done(hidden), completed()]))).toEqual([
      { type: "reasoning_end", replay: kept(hidden) },
    ]);
  });

  it("is not carried without its content, which nobody stored", async () => {
    expect(said(await run([done(reasoning([])), completed()]))).toEqual([]);
    expect(said(await run([done(reasoning(["Hm."])), completed()]))).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end" },
    ]);
  });

  it("is carried without its content where it was stored", async () => {
    const item = reasoning([]);
    const expected = [{ type: "reasoning_end", replay: kept(item) }];
    const created = event("created", { response: response({ store: true }) });
    expect(said(await runBody(toSse([created, done(item), completed()])))).toEqual(expected);
    expect(said(await runWhole({ output: [item], store: true }))).toEqual(expected);
  });

  it("is the text of open models", async () => {
    const item = reasoning([], { content: [{ type: "reasoning_text", text: "Hm." }] });
    const outcome = await run([
      delta("reasoning_text", "Hm.", 0, { content_index: 0 }),
      done(item),
      completed(),
    ]);
    const expected = [
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end", replay: kept(item) },
    ];
    expect(said(outcome)).toEqual(expected);
    expect(said(await runWhole({ output: [item] }))).toEqual(expected);
  });

  it("has beside it what OpenAI's own tools did, which goes back as it came", async () => {
    const sources = [{ type: "url", url: "https://example.com" }];
    const action = { type: "search", query: "rain" };
    const search = { id: "ws_1", type: "web_search_call", status: "completed" };
    const whole = { ...search, action: { ...action, sources } };
    const begun = { ...search, status: "in_progress" };
    const outcome = await run([added(begun), done(whole), textDelta("Hi", 1), completed()]);
    const hosted = { id: "ws_1", name: "web_search" };
    expect(said(outcome)).toEqual([
      { type: "hosted_call", ...hosted },
      { type: "hosted_result", ...hosted, input: action, output: { sources } },
      { type: "reasoning_end", replay: kept(whole) },
      { type: "text_delta", text: "Hi" },
    ]);
  });

  it("says what code gave and what files were found, and that a tool failed", async () => {
    const output = [
      { id: "ci_1", type: "code_interpreter_call", code: "1 + 1", outputs: [{ logs: "2" }] },
      { id: "fs_1", type: "file_search_call", queries: ["a"], results: null, status: "failed" },
      { id: "ig_1", type: "image_generation_call", result: "AAAA" },
    ];
    const { parts } = await runWhole({ output });
    expect(parts.filter(({ type }) => type.startsWith("hosted"))).toEqual([
      { type: "hosted_call", id: "ci_1", name: "code_execution", input: { code: "1 + 1" } },
      {
        type: "hosted_result",
        id: "ci_1",
        name: "code_execution",
        input: { code: "1 + 1" },
        output: { outputs: [{ logs: "2" }] },
      },
      { type: "hosted_call", id: "fs_1", name: "file_search", input: { queries: ["a"] } },
      {
        type: "hosted_result",
        id: "fs_1",
        name: "file_search",
        input: { queries: ["a"] },
        failed: true,
      },
    ]);
  });

  it("names sources with their places, which it counts in characters", async () => {
    const cited = (start_index: number, end_index: number) => ({
      type: "url_citation",
      url: "https://example.com",
      title: "Rain",
      start_index,
      end_index,
    });
    const file = { type: "file_citation", file_id: "file_1", filename: "a.pdf", index: 0 };
    const path = { type: "file_path", file_id: "file_2", index: 0 };
    const content = [
      { type: "output_text", text: "🌧 rains.", annotations: [cited(2, 7), cited(0, 99), path] },
      { type: "output_text", text: "Yes.", annotations: [cited(0, 3), file] },
    ];
    const { parts } = await runWhole({ output: [message("", { content })] });
    const page = { type: "source", url: "https://example.com", title: "Rain" };
    expect(parts.filter(({ type }) => type === "source")).toEqual([
      { ...page, place: { start: 3, end: 8 } },
      page,
      { ...page, place: { start: 9, end: 12 } },
      { type: "source", fileId: "file_1", title: "a.pdf" },
    ]);
  });
});

describe("the tools of a response", () => {
  const replayed = (id: string) => ({ wire, data: { id: `fc_${id}`, type: "function_call" } });

  it("are asked for at once, each with its own arguments", async () => {
    const outcome = await run([
      added(functionCall("call_1", "weather", ""), 1),
      added(functionCall("call_2", "now", ""), 2),
      delta("function_call_arguments", '{"city":', 1),
      delta("function_call_arguments", "{}", 2),
      delta("function_call_arguments", '"Rome"}', 1),
      event("function_call_arguments.done", { output_index: 1, arguments: '{"city":"Rome"}' }),
      done(functionCall("call_1", "weather", '{"city":"Rome"}'), 1),
      done(functionCall("call_2", "now", "{}"), 2),
      completed(),
    ]);
    expect(said(outcome)).toEqual([
      { type: "tool_call_start", id: "call_1", name: "weather" },
      { type: "tool_call_start", id: "call_2", name: "now" },
      { type: "tool_call_delta", id: "call_1", text: '{"city":' },
      { type: "tool_call_delta", id: "call_2", text: "{}" },
      { type: "tool_call_delta", id: "call_1", text: '"Rome"}' },
      { type: "tool_call_end", id: "call_1", replay: replayed("call_1") },
      { type: "tool_call_end", id: "call_2", replay: replayed("call_2") },
    ]);
    expect(outcome.parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
  });

  const call = functionCall("call_1", "now", '{"zone":1}');
  it.each([
    ["when it begins", [added(call), done(call)]],
    ["when it ends", [added(functionCall("call_1", "now", "")), done(call)]],
    ["without having begun", [done(call)]],
    ["with the end of the response", []],
  ])("may have their arguments as a whole, %s", async (_, events) => {
    const outcome = await run([...events, completed({ output: [call] })]);
    expect(said(outcome)).toEqual([
      { type: "tool_call_start", id: "call_1", name: "now" },
      { type: "tool_call_delta", id: "call_1", text: '{"zone":1}' },
      { type: "tool_call_end", id: "call_1", replay: replayed("call_1") },
    ]);
  });

  it("have what of their arguments did not come in deltas", async () => {
    const { parts } = await run([
      added(functionCall("call_1", "now", "")),
      delta("function_call_arguments", '{"zo'),
      done(call),
      completed(),
    ]);
    expect(parts).toContainEqual({ type: "tool_call_delta", id: "call_1", text: 'ne":1}' });
  });

  it("are the same when they come as a whole", async () => {
    const outcome = await runWhole({ output: [call] });
    expect(said(outcome)).toEqual([
      { type: "tool_call_start", id: "call_1", name: "now" },
      { type: "tool_call_delta", id: "call_1", text: '{"zone":1}' },
      { type: "tool_call_end", id: "call_1", replay: replayed("call_1") },
    ]);
    expect(outcome.parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
  });

  it("may be custom ones, whose input is any text", async () => {
    const custom = { id: "ctc_1", type: "custom_tool_call", call_id: "call_1", name: "sql" };
    const outcome = await run([
      added({ ...custom, input: "" }),
      delta("custom_tool_call_input", "SELECT "),
      delta("custom_tool_call_input", "1"),
      done({ ...custom, input: "SELECT 1", status: "completed" }),
      completed(),
    ]);
    expect(said(outcome)).toEqual([
      { type: "tool_call_start", id: "call_1", name: "sql" },
      { type: "tool_call_delta", id: "call_1", text: "SELECT " },
      { type: "tool_call_delta", id: "call_1", text: "1" },
      {
        type: "tool_call_end",
        id: "call_1",
        replay: { wire, data: { id: "ctc_1", type: "custom_tool_call" } },
      },
    ]);
  });

  it.each([
    ["arguments that it did not ask for", [delta("function_call_arguments", "{}")]],
    ["a call without its id", [added({ type: "function_call", name: "now", arguments: "" })]],
    [
      "two calls with one id",
      [added(functionCall("call_1", "now", "")), added(functionCall("call_1", "now", ""), 1)],
    ],
    ["a call without its name", [added({ type: "function_call", call_id: "call_1" })]],
    [
      "other arguments than it streamed",
      [
        added(functionCall("call_1", "now", "")),
        delta("function_call_arguments", "[]"),
        done(call),
      ],
    ],
  ])("fail with %s, and are never run", async (_, events) => {
    const { parts, error } = await run([...events, completed()]);
    expect(error).toMatchObject({ code: "interrupted" });
    expect(String(error)).not.toContain("zone");
    expect(parts.some(({ type }) => type === "tool_call_end" || type === "finish")).toBe(false);
  });
});

describe("what a response leaves behind", () => {
  it("goes back with the next request as it came", async () => {
    const content = [{ type: "output_text", text: "Let me look.", annotations: [], logprobs: [] }];
    const output = [
      reasoning(["First.", "Second."], { encrypted_content: "gAAA" }),
      { id: "ws_1", type: "web_search_call", status: "completed", action: { type: "search" } },
      message("", { content, phase: "commentary" }),
      { ...functionCall("call_1", "now", '{"zone":1}'), namespace: "clocks" },
      { id: "ctc_1", type: "custom_tool_call", call_id: "call_2", name: "sql", input: "SELECT 1" },
    ];
    const { parts } = await runWhole({ output });
    const messages = [{ role: "assistant", content: toMessage(parts) } as const];
    const { input } = toRequest(createCall({ model: "gpt-5", messages }), {
      structuredOutput: "json_schema",
      isOfficial: true,
    });
    // The status of a call says nothing any more.
    const expected = output.map((item) =>
      "call_id" in item ? Object.fromEntries(Object.entries(item).filter(notStatus)) : item,
    );
    expect(input).toEqual(expected);
  });
});

function notStatus([name]: readonly [string, unknown]): boolean {
  return name !== "status";
}

/** The message that parts make up, of calls that come one after the other. */
function toMessage(parts: readonly ModelStreamPart[]): readonly AssistantPart[] {
  const content: AssistantPart[] = [];
  let text = "";
  let name = "";
  for (const part of parts) {
    if ("text" in part) text += part.text;
    if (part.type === "tool_call_start") name = part.name;
    if (part.type === "text_end") content.push({ ...part, type: "text", text });
    if (part.type === "reasoning_end") content.push({ ...part, type: "reasoning", text });
    if (part.type === "tool_call_end") {
      content.push({ ...part, type: "tool_call", name, arguments: text });
    }
    if (part.type.endsWith("_end")) text = "";
  }
  return content;
}
