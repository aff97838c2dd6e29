import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { splitAt, splitEvery, toBytes, type WireReply } from "../../support/wire-server.js";
import {
  collectCalls,
  createCall,
  richText,
  splitText,
  toSse,
  type Bench,
  type Outcome,
  type WireToolCall,
} from "./bench.js";

const call: WireToolCall = { index: 0, id: "call_1", name: "weather", pieces: ['{"a":"é"}'] };
const done = "data: [DONE]\n\n";

/** A body under a content type; `""` for none. */
function reply(type: string, ...body: readonly (string | Uint8Array)[]): WireReply {
  return { ...(type !== "" && { headers: { "content-type": type } }), body };
}

/** Usage may come several times, and empty texts are nothing. */
function isAnswer({ type }: ModelStreamPart): boolean {
  return type !== "usage" && type !== "text_end" && type !== "response_start";
}

/** Tests that an answer is read for what it is, however its server frames it. */
export function describeFraming(bench: Bench): void {
  const { wire } = bench;
  const whole = wire.tools.whole(richText, [call]);
  const json = JSON.stringify(whole);
  const pretty = JSON.stringify(whole, null, 2);
  const expectWhole = ({ parts, text, error }: Outcome) => {
    expect({ text, error }).toEqual({ text: richText, error: undefined });
    expect(collectCalls(parts)).toEqual([
      { id: call.id, name: call.name, arguments: call.pieces.join("") },
    ]);
    expect(parts.findLast(({ type }) => type === "usage")).toMatchObject({
      usage: { inputTokens: 12, outputTokens: 5 },
    });
    expect(parts.filter(({ type }) => type === "finish")).toEqual([
      { type: "finish", reason: "tool_calls" },
    ]);
    expect(parts.at(-1)?.type).toBe("finish");
  };
  const expectText = ({ parts, text, error }: Outcome) => {
    expect({ text, error }).toEqual({ text: richText, error: undefined });
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
  };

  describe("a whole answer in place of a stream", () => {
    const bodies: readonly (readonly [string, string])[] = [
      ["in one event", `data: ${json}\n\n`],
      ["in one event, and [DONE]", `data: ${json}\n\n${done}`],
      ["in one event after comments and a ping", `: hi\n\nevent: ping\ndata:\n\ndata: ${json}\n\n`],
      ["in one event without a blank line, and [DONE]", `data: ${json}\n${done}`],
      ["over the lines of one event", `${toSse([pretty])}${done}`],
      ["over many lines, of which only the first is data", `data: ${pretty}\n\n${done}`],
      ["with nothing around it", json],
      ["with a line end behind it", `${json}\r\n`],
      ["with a byte order mark and blank lines before it", `\uFEFF\r\n \n${json}`],
      ["after comments", `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${json}`],
      ["with [DONE] behind it", `${json}\n\n${done}`],
      ["over many lines", pretty],
      ["over many lines, with [DONE] behind it", `${pretty}\n\n${done}`],
    ];

    it.each(bodies)("is read %s", async (_, body) => {
      for (const type of ["text/event-stream", "text/plain", "application/json", ""]) {
        for (const stream of [true, false]) {
          bench.server.reply = reply(type, body);
          expectWhole(await bench.run({ stream }));
        }
      }
    });

    it.each(bodies.filter(([name]) => name.includes("many lines") || name.includes("[DONE]")))(
      "is read %s, cut anywhere",
      async (_, body) => {
        const bytes = toBytes(body);
        for (let offset = 0; offset < bytes.length; offset += 3) {
          bench.server.reply = reply("text/event-stream", ...splitAt(bytes, offset));
          expectWhole(await bench.run());
        }
        bench.server.reply = reply("text/event-stream", ...splitEvery(bytes, 1));
        expectWhole(await bench.run());
      },
      60_000,
    );

    it.each(["text/plain", "text/plain; charset=utf-8", "application/octet-stream", "text/json"])(
      "is read as %s",
      async (type) => {
        bench.server.reply = reply(type, json);
        expectWhole(await bench.run({ stream: false }));
      },
    );

    it("may be a thought and a text", async () => {
      const answer = JSON.stringify(wire.reasoning.whole("Hm.", richText));
      bench.server.reply = reply("text/event-stream", `data: ${answer}\n\n${done}`);
      const outcome = await bench.run();
      expectText(outcome);
      expect(outcome.parts).toContainEqual({ type: "reasoning_delta", text: "Hm." });
    });

    it("is not there when [DONE] comes alone, which may be tried again", async () => {
      for (const body of [
        done,
        `: hi\n\ndata:\n\n${done}`,
        "data:[DONE]",
        "data: [DONE] \r\n\r\n",
      ]) {
        bench.server.reply = reply("text/event-stream", body);
        expect(await bench.failWith()).toMatchObject({ code: "empty_answer", retryable: true });
      }
    });

    it("is not there when the JSON is cut short", async () => {
      for (const body of [
        json.slice(0, -9),
        pretty.slice(0, -9),
        `data: ${json.slice(0, -9)}\n\n`,
      ]) {
        bench.server.reply = reply("text/event-stream", body, done);
        expect(await bench.failWith()).toMatchObject({ code: "interrupted", retryable: true });
      }
    });
  });

  describe("a stream under another content type", () => {
    const events = bench.answer(...splitText(richText));
    const types = [
      "text/plain; charset=utf-8",
      "application/octet-stream",
      "application/json",
      "application/x-ndjson",
      "application/stream+json",
      "",
    ];
    const oneLine = events.map((data) =>
      data === "[DONE]" ? data : JSON.stringify(JSON.parse(data)),
    );

    it.each(types)("is read as %s: events, in pieces and at once", async (type) => {
      const bodies = [
        toSse(events),
        `\uFEFF${toSse(events, "\r\n", "id: 7\r\nretry: 10\r\n")}`,
        `\r\n: hi\r\n\r\n${toSse(events)}`,
      ];
      for (const body of bodies) {
        for (const size of [1, 7, 100_000]) {
          bench.server.reply = reply(type, ...splitEvery(toBytes(body), size));
          expectText(await bench.run());
        }
      }
    });

    it.each([...types, "text/event-stream"])("is read as %s: a frame a line", async (type) => {
      const bodies = [
        oneLine.join("\n"),
        `${oneLine.join("\r\n\r\n")}\r\n`,
        oneLine.map((data) => `data: ${data}\n`).join(""),
        `: hi\n\n${oneLine.join("\n: hi\n")}`,
      ];
      for (const body of bodies) {
        for (const size of [1, 7, 100_000]) {
          bench.server.reply = reply(type, ...splitEvery(toBytes(body), size));
          expectText(await bench.run());
        }
      }
    });

    it("is passed on frame by frame where each is a line", async () => {
      const frames = [...wire.opening, wire.text("Hel"), wire.text("lo")];
      const first = frames.map((data) => `${JSON.stringify(JSON.parse(data))}\n`);
      bench.server.reply = { ...reply("application/x-ndjson", ...first), then: "hang" };
      const texts: string[] = [];
      for await (const batch of bench.provider.stream(createCall())) {
        for (const part of batch) if (part.type === "text_delta") texts.push(part.text);
        if (texts.length === 2) break;
      }
      expect(texts).toEqual(["Hel", "lo"]);
    });

    it.each([
      ["text/html", toSse(events)],
      ["text/plain", "Hello, who is there?"],
      ["text/plain", "data is what you want"],
      ["text/plain", ""],
      ["application/octet-stream", "\u0000\u0001"],
      ["application/x-ndjson", "<html>"],
      ["image/png", json],
    ])("is rejected as %s when it is neither: %j", async (type, body) => {
      bench.server.reply = reply(type, body);
      const error = await bench.failWith();
      expect(error).toMatchObject({ code: "provider_rejected", httpStatus: 200 });
      expect(error.message).toContain(`${type} instead of text/event-stream`);
      expect(error.message).toContain("baseURL");
    });
  });

  describe("a heartbeat", () => {
    it.each([
      ["data with nothing behind it", "data:\n\n"],
      ["data that is white space", "data:  \t \n\n"],
      ["several such lines", "data:\ndata:\n\n"],
      ["an event ping with empty data", "event: ping\ndata:\n\n"],
      ["an event ping with other data", "event: ping\ndata: 2026-11-30T02:00:00Z\n\n"],
      ["an event without data", "event: keepalive\n\n"],
      ["an event that is an empty object", "data: {}\n\n"],
      ["a comment", ": OPENROUTER PROCESSING\n\n"],
      ["a comment without an event's end", ": ping\n"],
      ["a blank line", "\n"],
    ])("is passed over: %s", async (_, beat) => {
      const events = bench.answer(...splitText(richText)).map((data) => toSse([data]));
      const body = beat + beat + events.join(beat + beat) + beat;
      bench.server.reply = reply("text/event-stream", body);
      expectText(await bench.run());
      bench.server.reply = reply("text/event-stream", ...splitEvery(toBytes(body), 1));
      expectText(await bench.run());
      bench.server.reply = reply(
        "text/plain",
        ...splitEvery(toBytes(body.replaceAll("\n", "\r\n")), 5),
      );
      expectText(await bench.run());
    });

    it("gives the same parts as a stream without", async () => {
      const events = bench.answer("a", "b", "c").map((data) => toSse([data]));
      bench.server.reply = reply("text/event-stream", events.join(""));
      const { parts } = await bench.run();
      bench.server.reply = reply("text/event-stream", events.join("data: {}\n\ndata:\n\n"));
      expect((await bench.run()).parts.filter(isAnswer)).toEqual(parts.filter(isAnswer));
    });

    it("is not an error event without words", async () => {
      const before = toSse([...wire.opening, wire.text("Hel")]);
      bench.server.reply = reply("text/event-stream", `${before}event: error\ndata:\n\n`);
      expect(await bench.failWith()).toMatchObject({ code: "interrupted" });
    });
  });
}
