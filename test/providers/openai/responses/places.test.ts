import { describe, expect, it } from "vitest";
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
  textDelta,
} from "./events.js";

const { run, runWhole } = await useAsker();

const empty = message("", { content: [] });
const whole = message("Hi");
const refused = message("", { content: [{ type: "refusal", refusal: "No." }] });
const textPart = { type: "output_text", text: "Hi", annotations: [] };

/** A delta of text with nothing but what is given. */
const piece = (text: string, fields: object = {}) =>
  event("output_text.delta", { delta: text, ...fields });

const textDone = (fields: object = {}) => event("output_text.done", { text: "Hi", ...fields });
const partDone = (fields: object = {}) =>
  event("content_part.done", { part: textPart, content_index: 0, ...fields });
const ofItem = { item_id: "msg_1", output_index: 0, content_index: 0 };

describe("the text of a response is given once", () => {
  it.each([
    [
      "deltas with the item's id alone",
      [piece("H", { item_id: "msg_1" }), piece("i", { item_id: "msg_1" })],
    ],
    [
      "deltas with a place that is not the item's",
      [piece("H", { ...ofItem, output_index: 3 }), piece("i", { ...ofItem, output_index: 3 })],
    ],
    [
      "deltas with another place each",
      [piece("H", { ...ofItem, output_index: 1 }), piece("i", { ...ofItem, output_index: 2 })],
    ],
    ["deltas with neither id nor place", [piece("H"), piece("i")]],
    [
      "deltas with another id each",
      [piece("H", { ...ofItem, item_id: "a" }), piece("i", { ...ofItem, item_id: "b" })],
    ],
    [
      "deltas with an id that is not the item's",
      [piece("H", { item_id: "x" }), piece("i", { item_id: "x" })],
    ],
    ["deltas with another id and another place", [piece("Hi", { item_id: "x", output_index: 7 })]],
    ["deltas with another place in the item", [piece("Hi", { ...ofItem, content_index: 4 })]],
  ])("that comes in %s, whatever else holds it", async (_, deltas) => {
    const ends = [
      [],
      [done(whole)],
      [textDone(ofItem), partDone(ofItem), done(whole)],
      [textDone({ item_id: "msg_1" }), partDone({ item_id: "msg_1" }), done(whole)],
      [textDone(ofItem)],
      [partDone(ofItem)],
    ];
    for (const begin of [[], [added(empty)]]) {
      for (const end of ends) {
        for (const output of [[], [whole], [reasoning(["Hm."]), whole]]) {
          const { text, error } = await run([...begin, ...deltas, ...end, completed({ output })]);
          expect({ begin, end, output, text, error }).toMatchObject({
            text: "Hi",
            error: undefined,
          });
        }
      }
    }
  });

  it.each([
    ["the end of the text", [textDone(ofItem)]],
    ["the end of the text, with nothing that says of which", [textDone()]],
    ["the end of the part", [partDone(ofItem)]],
    ["the end of the item", [done(whole)]],
    ["the end of the item, whose content is a text", [done(message("", { content: "Hi" }))]],
    ["the end of the item, in a list of texts", [done(message("", { content: ["H", "i"] }))]],
    [
      "the end of the item, as in Chat Completions",
      [done(message("", { content: [{ type: "text", text: "Hi" }] }))],
    ],
    ["all of these", [textDone(ofItem), partDone(ofItem), done(whole)]],
    ["the end of the response, after an item without text", [done(empty)]],
    ["the end of the response", []],
  ])("that comes only in %s", async (_, events) => {
    for (const begin of [[], [added(empty)]]) {
      const { text, parts, error } = await run([
        ...begin,
        ...events,
        completed({ output: [whole] }),
      ]);
      expect({ text, error }).toEqual({ text: "Hi", error: undefined });
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    }
  });

  it("that comes in several parts, some of them in deltas and others whole", async () => {
    const content = ["One. ", "Two. ", "Three."].map((text) => ({ type: "output_text", text }));
    const { text } = await run([
      added(empty),
      piece("One. ", ofItem),
      textDone({ ...ofItem, text: "Two. ", content_index: 1 }),
      done(message("", { content })),
      completed({ output: [message("", { content })] }),
    ]);
    expect(text).toBe("One. Two. Three.");
  });

  it("that comes in two messages at one place", async () => {
    const [first, second] = [message("One. "), message("Two.", { id: "msg_2" })];
    for (const ids of [
      [{ item_id: "msg_1" }, { item_id: "msg_2" }],
      [{}, {}],
    ]) {
      const events = [
        piece("One. ", { output_index: 0, ...ids[0] }),
        done(first),
        piece("Two.", { output_index: 0, ...ids[1] }),
        done(second),
      ];
      const { text } = await run([...events, completed({ output: [first, second] })]);
      expect(text).toBe("One. Two.");
    }
  });

  it("that comes with one id for all messages", async () => {
    const output = [message("One. "), message("Two.", { id: "msg_2" })];
    const deltas = [
      piece("One. ", { item_id: "x", output_index: 0 }),
      piece("Two.", { item_id: "x", output_index: 1 }),
    ];
    const { text } = await run([
      ...deltas,
      ...output.map((item, at) => done(item, at)),
      completed({ output }),
    ]);
    expect(text).toBe("One. Two.");
  });

  it("that a message has which only the end of the response knows", async () => {
    const output = [message("One. "), message("Two.", { id: "msg_2" })];
    const events = [added(empty), textDelta("One. "), done(message("One. "))];
    const { text } = await run([...events, completed({ output })]);
    expect(text).toBe("One. Two.");
  });
});

describe("a refusal of a response is given once", () => {
  const part = { type: "refusal", refusal: "No." };
  it.each([
    ["a delta", [delta("refusal", "No.", 0, { content_index: 0 })]],
    ["a delta without a place", [event("refusal.delta", { delta: "No." })]],
    ["its end", [event("refusal.done", { ...ofItem, refusal: "No." })]],
    ["the end of its part", [event("content_part.done", { ...ofItem, part })]],
    ["the end of its item", [done(refused)]],
    ["the end of the response", []],
  ])("that comes in %s", async (_, events) => {
    const outcome = await run([...events, completed({ output: [refused] })]);
    expect(said(outcome)).toEqual([{ type: "refusal_delta", text: "No." }]);
    expect(outcome.parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });
});

describe("a thought of a response is given once", () => {
  const item = reasoning(["Hm."], { encrypted_content: "gAAA" });
  const summary = { item_id: "rs_1", summary_index: 0 };
  const part = { type: "summary_text", text: "Hm." };
  it.each([
    ["a delta", [event("reasoning_summary_text.delta", { ...summary, delta: "Hm." })]],
    ["its end", [event("reasoning_summary_text.done", { ...summary, text: "Hm." })]],
    ["the end of its part", [event("reasoning_summary_part.done", { ...summary, part })]],
    ["the end of its item", [done(item)]],
    ["the end of the response", []],
  ])("that comes in %s", async (_, events) => {
    const outcome = await run([...events, completed({ output: [item] })]);
    expect(said(outcome)).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end", replay: kept(item) },
    ]);
  });

  it("that comes whole, of an open model", async () => {
    const open = reasoning([], { content: [{ type: "reasoning_text", text: "Hm." }] });
    const end = event("reasoning_text.done", { item_id: "rs_1", content_index: 0, text: "Hm." });
    const outcome = await run([end, done(open), completed({ output: [open] })]);
    expect(said(outcome)).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end", replay: kept(open) },
    ]);
  });
});

describe("a tool call of a response", () => {
  const call = functionCall("call_1", "weather", '{"city":"Rome"}');
  const begun = functionCall("call_1", "weather", "");
  const ofCall = { item_id: "fc_call_1", output_index: 0 };
  const argumentsDelta = (text: string, fields: object = ofCall) =>
    event("function_call_arguments.delta", { delta: text, ...fields });
  const argumentsDone = (fields: object = {}) =>
    event("function_call_arguments.done", { ...ofCall, arguments: '{"city":"Rome"}', ...fields });
  const withArguments = (value: unknown) => ({ ...call, arguments: value });

  /** The arguments that count of the one call. */
  const argumentsOf = ({ parts, error }: Awaited<ReturnType<typeof run>>): unknown => {
    expect(error).toBeUndefined();
    const starts = parts.filter(({ type }) => type === "tool_call_start");
    expect(starts).toEqual([{ type: "tool_call_start", id: "call_1", name: "weather" }]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    const streamed = parts.map((part) => (part.type === "tool_call_delta" ? part.text : ""));
    const end = parts.find((part) => part.type === "tool_call_end");
    const text = end?.arguments ?? streamed.join("");
    return text === "" ? undefined : JSON.parse(text);
  };
  const rome = { city: "Rome" };

  it.each([
    ["the end of the response", [], [call]],
    ["the end of its item", [done(call)], []],
    ["the end of its arguments", [added(begun), argumentsDone()], []],
    [
      "the end of its arguments, with its id alone",
      [added(begun), argumentsDone({ output_index: undefined })],
      [],
    ],
    ["the end of its arguments, at a wrong place", [added(begun, 2), argumentsDone()], []],
    ["the beginning of its item", [added(call)], []],
    ["deltas at a wrong place", [added(begun, 2), argumentsDelta('{"city":"Rome"}')], []],
    [
      "deltas with its id alone",
      [added(begun, 2), argumentsDelta('{"city":"Rome"}', { item_id: "fc_call_1" })],
      [],
    ],
    [
      "deltas with nothing that says of which",
      [added(begun), argumentsDelta('{"city":"Rome"}', {})],
      [],
    ],
    [
      "deltas with a wrong id at a wrong place",
      [added(begun), argumentsDelta('{"city":"Rome"}', { item_id: "x", output_index: 8 })],
      [],
    ],
    [
      "deltas before its name",
      [argumentsDelta('{"city":'), argumentsDelta('"Rome"}'), done(withArguments(""))],
      [],
    ],
    [
      "deltas before its name, which the end of the response says",
      [argumentsDelta('{"city":"Rome"}')],
      [call],
    ],
    [
      "deltas, its name coming later",
      [added({ ...begun, name: null }), argumentsDelta('{"city":"Rome"}'), done(call)],
      [],
    ],
    [
      "deltas, its name coming with the arguments",
      [added({ ...begun, name: "" }), argumentsDone({ name: "weather" })],
      [],
    ],
    [
      "the end of the response, after an item without arguments",
      [added(begun), done(begun)],
      [call],
    ],
    [
      "everything",
      [added(call), argumentsDelta('{"city":"Rome"}'), argumentsDone(), done(call)],
      [call],
    ],
  ])("has arguments that come in %s, once", async (_, events, output) => {
    expect(argumentsOf(await run([...events, completed({ output })]))).toEqual(rome);
  });

  it.each(["{}", " { }", "null", null, {}])(
    "may begin with %j in place of its arguments",
    async (value) => {
      const begin = added(withArguments(value));
      const deltas = [argumentsDelta('{"city":'), argumentsDelta('"Rome"}')];
      for (const events of [
        deltas,
        [...deltas, argumentsDone()],
        [argumentsDone()],
        [done(call)],
      ]) {
        expect(argumentsOf(await run([begin, ...events, completed()]))).toEqual(rome);
      }
      const stale = [begin, ...deltas, done(withArguments(value)), completed()];
      expect(argumentsOf(await run(stale))).toEqual(rome);
    },
  );

  it.each([
    ["white space", '{ "city": "Rome" }', '{"city":"Rome"}'],
    ["line breaks", '{\n  "city": "Rome"\n}', '{"city":"Rome"}'],
    ["escapes", '{"city":"R\\u006fme"}', '{"city":"Rome"}'],
    ["the order of keys", '{"a":1,"city":"Rome"}', '{"city":"Rome","a":1}'],
    ["an end that is missing", '{"city":"Ro', '{ "city":"Rome"}'],
  ])("may end with arguments that differ in %s: they count", async (_, streamed, final) => {
    const ends = [
      [done(withArguments(final)), completed()],
      [event("function_call_arguments.done", { ...ofCall, arguments: final }), completed()],
      [completed({ output: [withArguments(final)] })],
    ];
    for (const end of ends) {
      const { parts, error } = await run([added(begun), argumentsDelta(streamed), ...end]);
      expect(error).toBeUndefined();
      const last = parts.find(({ type }) => type === "tool_call_end");
      expect(last).toMatchObject({ id: "call_1", arguments: final });
    }
  });

  it("that has an object in place of text is asked for with its JSON", async () => {
    const object = withArguments(rome);
    for (const events of [[done(object)], [added(object)], []]) {
      const outcome = await run([...events, completed({ output: [object] })]);
      expect(argumentsOf(outcome)).toEqual(rome);
    }
    expect(argumentsOf(await runWhole({ output: [object] }))).toEqual(rome);
  });

  it.each(["null", null, "", undefined])("has no arguments where they are %j", async (value) => {
    const item = withArguments(value);
    expect(argumentsOf(await run([added(item), done(item), completed()]))).toBeUndefined();
    expect(argumentsOf(await runWhole({ output: [item] }))).toBeUndefined();
  });

  it("has no arguments where a streamed text says null", async () => {
    const item = withArguments("null");
    const events = [added(withArguments("")), argumentsDelta("null"), done(item), completed()];
    expect(said(await run(events)).at(-1)).toMatchObject({ type: "tool_call_end", arguments: "" });
  });

  it("stays apart from another one under way", async () => {
    const outcome = await run([
      added(functionCall("call_1", "weather", ""), 1),
      added(functionCall("call_2", "weather", ""), 2),
      argumentsDelta('{"city":', { item_id: "fc_call_1", output_index: 0 }),
      argumentsDelta('{"city":"Oslo"}', { item_id: "fc_call_2" }),
      argumentsDelta('"Rome"}', { item_id: "fc_call_1", output_index: 2 }),
      completed(),
    ]);
    expect(said(outcome)).toMatchObject([
      { type: "tool_call_start", id: "call_1" },
      { type: "tool_call_start", id: "call_2" },
      { id: "call_1", text: '{"city":' },
      { id: "call_2", text: '{"city":"Oslo"}' },
      { id: "call_1", text: '"Rome"}' },
      { type: "tool_call_end", id: "call_1" },
      { type: "tool_call_end", id: "call_2" },
    ]);
  });

  it("without a name is dropped where the answer was cut", async () => {
    const incomplete = {
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
    };
    const { parts, error } = await run([argumentsDelta('{"ci'), completed(incomplete)]);
    expect(error).toBeUndefined();
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "length" });
  });
});
