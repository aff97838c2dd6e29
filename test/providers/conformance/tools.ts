import { describe, expect, it } from "vitest";
import { jsonReply, splitAt, splitEvery, sseReply, toBytes } from "../../support/wire-server.js";
import {
  collectCalls,
  splitText,
  toSse,
  type Bench,
  type WireToolCall,
  type WireUnderTest,
} from "./bench.js";

type ToolWire = NonNullable<WireUnderTest["tools"]>;

const weatherTool = {
  name: "weather",
  description: "Says how the weather is.",
  schema: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
};

/** What a call to the weather looks like; arguments with everything that bytes can be cut in. */
const weather: WireToolCall = {
  index: 0,
  id: "call_weather_1",
  name: "weather",
  pieces: splitText('{"city":"Åre, 世界 👩‍👧","note":"\\"a\\\\b\\" {[,:]}"}'),
};
const clock: WireToolCall = {
  index: 1,
  id: "call_clock_2",
  name: "read_clock-2",
  pieces: ['{"zone"', ':"Europe/', 'Berlin"}'],
};
const secondWeather: WireToolCall = { ...weather, index: 2, id: "call_weather_3" };

/** What `__proto__` and its like are made of, in the form that JSON.stringify gives. */
const hostile =
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"a":1}';

/** Tests that tools are asked for to the byte, however the response is cut. */
export function describeTools(bench: Bench, tools: ToolWire): void {
  const { wire } = bench;
  const tellCalls = (...calls: WireToolCall[]) => calls.flatMap((call) => tools.call(call));
  const answer = (...calls: WireToolCall[]) => [
    ...wire.opening,
    ...tellCalls(...calls),
    ...tools.closing,
  ];
  const expected = (...calls: WireToolCall[]) =>
    calls.map(({ id, name, pieces }) => ({ id, name, arguments: pieces.join("") }));
  const run = (call: { stream?: boolean } = {}) => bench.run({ tools: [weatherTool], ...call });

  describe("tools", () => {
    it("are not asked for in an answer that is text", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("No need."))]);
      const { parts, text } = await run();
      expect(text).toBe("No need.");
      expect(collectCalls(parts)).toEqual([]);
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    });

    it("are sent with the call, by their names", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("Hi"))]);
      await run();
      const body = JSON.stringify(bench.server.requests.at(-1)?.body);
      expect(body).toContain('"name":"weather"');
      expect(body).toContain("Says how the weather is.");
    });

    it.each([
      ["one", [weather]],
      ["several", [weather, clock, secondWeather]],
    ])("are asked for: %s, after text", async (_, calls) => {
      const events = [...wire.opening, wire.text("Let me see."), ...tellCalls(...calls)];
      bench.server.reply = sseReply([toSse([...events, ...tools.closing])]);
      const { parts, text, error } = await run();
      expect({ text, error }).toEqual({ text: "Let me see.", error: undefined });
      expect(collectCalls(parts)).toEqual(expected(...calls));
      const types = parts.map(({ type }) => type);
      expect(types.indexOf("text_delta")).toBeLessThan(types.indexOf("tool_call_start"));
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    });

    it("have arguments that come piece by piece", async () => {
      bench.server.reply = sseReply([toSse(answer(weather))]);
      const { parts } = await run();
      expect(parts.filter(({ type }) => type === "tool_call_delta")).toEqual(
        weather.pieces.map((text) => ({ type: "tool_call_delta", id: weather.id, text })),
      );
    });

    if (tools.interleaves) {
      it("are asked for in turns", async () => {
        const [first, second] = [tools.call(weather), tools.call(clock)];
        const inTurns = first.flatMap((event, turn) => [event, ...second.slice(turn, turn + 1)]);
        const events = [
          ...wire.opening,
          ...inTurns,
          ...second.slice(first.length),
          ...tools.closing,
        ];
        bench.server.reply = sseReply([toSse(events)]);
        expect(collectCalls((await run()).parts)).toEqual(expected(weather, clock));
      });
    }

    it("are the same for every cut of the response in two", async () => {
      const call = { ...weather, pieces: splitText(weather.pieces.join(""), 24) };
      const bytes = toBytes(toSse(answer(call)));
      for (let offset = 0; offset < bytes.length; offset++) {
        bench.server.reply = sseReply(splitAt(bytes, offset));
        const { parts, error } = await run();
        expect({ offset, error }).toEqual({ offset, error: undefined });
        expect(collectCalls(parts)).toEqual(expected(weather));
        expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
      }
    }, 120_000);

    it("are the same when every byte comes alone", async () => {
      bench.server.reply = sseReply(splitEvery(toBytes(toSse(answer(weather, clock))), 1));
      const { parts } = await run();
      expect(collectCalls(parts)).toEqual(expected(weather, clock));
    }, 120_000);

    it.each([
      ["no piece", []],
      ["an empty piece", [""]],
    ])("have no arguments when there is %s of them", async (_, pieces) => {
      bench.server.reply = sseReply([toSse(answer({ ...weather, pieces }, clock))]);
      const { parts, error } = await run();
      expect(error).toBeUndefined();
      const [first, second] = collectCalls(parts);
      expect(["", "{}"]).toContain(first?.arguments);
      expect(second?.arguments).toBe(clock.pieces.join(""));
    });

    it("leave prototypes alone, whatever their arguments are keyed by", async () => {
      const call = { ...weather, pieces: splitText(hostile) };
      bench.server.reply = sseReply([toSse(answer(call))]);
      expect(collectCalls((await run()).parts)).toEqual(expected(call));
      bench.server.reply = jsonReply(tools.whole("", [call]));
      expect(collectCalls((await run({ stream: false })).parts)).toEqual(expected(call));
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });

    it.each([
      ["many pieces", 1_000],
      ["a single piece", 1_000_000],
    ])("have a megabyte of arguments in %s", async (_, length) => {
      const text = JSON.stringify({ city: "0123456789".repeat(100_000) });
      const pieces: string[] = [];
      for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
      const call = { ...weather, pieces };
      bench.server.reply = sseReply(splitEvery(toBytes(toSse(answer(call))), 100_000));
      const { parts, error } = await run();
      expect(error).toBeUndefined();
      expect(collectCalls(parts)[0]?.arguments === text).toBe(true);
      bench.server.reply = jsonReply(tools.whole("", [call]));
      const whole = await run({ stream: false });
      expect(collectCalls(whole.parts)[0]?.arguments === text).toBe(true);
    });

    it.each([
      ["one", [weather]],
      ["several", [weather, clock, secondWeather]],
    ])("are asked for by an answer that comes as a whole: %s", async (_, calls) => {
      // As JSON.stringify writes it, because some wires have arguments as an object.
      const compact = calls.map((call) => ({
        ...call,
        pieces: [JSON.stringify(JSON.parse(call.pieces.join("")))],
      }));
      bench.server.reply = jsonReply(tools.whole("Let me see.", compact));
      const { parts, text, batches } = await run({ stream: false });
      expect(text).toBe("Let me see.");
      expect(batches.at(-1)).toContainEqual({ type: "finish", reason: "tool_calls" });
      expect(collectCalls(parts)).toEqual(expected(...compact));
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    });

    it("have no arguments in an answer that comes as a whole", async () => {
      bench.server.reply = jsonReply(tools.whole("", [{ ...weather, pieces: ["{}"] }]));
      const { parts, text } = await run({ stream: false });
      expect(text).toBe("");
      expect(["", "{}"]).toContain(collectCalls(parts)[0]?.arguments);
    });

    describe("in a stream that fails inside their arguments", () => {
      const halves = [`{"city":"Ber`, `lin"}`];
      // Without the second half, and without what says or repeats the whole, where the wire does.
      const begun = () => {
        const events = tools.call({ ...weather, pieces: halves });
        const last = events.findIndex((event) => event.includes("lin"));
        return [...wire.opening, ...events.slice(0, last)];
      };
      const expectBegun = (parts: Awaited<ReturnType<typeof run>>["parts"]) => {
        expect(collectCalls(parts)).toEqual([
          { id: weather.id, name: "weather", arguments: halves[0] },
        ]);
        expect(parts.some(({ type }) => type === "finish")).toBe(false);
      };

      it("are left open when the body ends", async () => {
        bench.server.reply = sseReply([toSse(begun())]);
        const { parts, error } = await run();
        expect(error).toBeUndefined();
        expectBegun(parts);
      });

      it.each(["cut" as const, "end" as const])(
        "are left open when the body ends inside an event, and the connection with %s",
        async (then) => {
          const cut = toSse([tools.call({ ...weather, pieces: halves }).at(-1) ?? ""]).slice(0, 20);
          bench.server.reply = sseReply([toSse(begun()) + cut], then);
          const { parts, error } = await run();
          // Dropped or not, there is no end: to the runtime it is interrupted.
          if (then === "end" && wire.dropsHalfEvents) expect(error).toBeUndefined();
          else expect(error).toMatchObject({ code: "interrupted" });
          expectBegun(parts);
        },
      );

      it("are interrupted by an error event, in the provider's words", async () => {
        const failure = wire.error("overloaded_error", "Overloaded");
        bench.server.reply = sseReply([toSse([...begun(), failure])]);
        const { parts, error } = await run();
        expect(error).toMatchObject({ code: "interrupted" });
        expect(String(error)).toContain("Overloaded");
        expectBegun(parts);
      });

      it("are interrupted by a malformed event, though the stream ends as if it were whole", async () => {
        bench.server.reply = sseReply([toSse([...begun(), "{oops", ...tools.closing])]);
        const { parts, error } = await run();
        expect(error).toMatchObject({ code: "interrupted" });
        expect(String(error)).not.toContain("Ber");
        expectBegun(parts);
      });
    });
  });
}
