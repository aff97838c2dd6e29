import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { jsonReply, sseReply } from "../../support/wire-server.js";
import { toSse, type Bench } from "./bench.js";

/** Usage may come several times; the end of a text is said by some alone. */
function isSaidByAll({ type }: ModelStreamPart): boolean {
  return type !== "usage" && type !== "text_end";
}

/** Tests what parts an answer is made of, and in which order. */
export function describeParts(bench: Bench): void {
  const { wire } = bench;
  describe("parts", () => {
    it("are the start, the text, the usage and the end, in this order", async () => {
      bench.server.reply = {
        ...sseReply([toSse(bench.answer("Hi"))]),
        headers: { "content-type": "text/event-stream", [wire.requestIdHeader]: "req_1" },
      };
      const { parts } = await bench.run();
      // The headers' id comes before anything of the body.
      expect(parts[0]).toEqual({ type: "response_start", requestId: "req_1" });
      expect(parts[1]).toEqual({
        type: "response_start",
        requestId: "req_1",
        model: "test-model-1",
      });
      expect(parts.filter(isSaidByAll).map((part) => part.type)).toEqual([
        "response_start",
        "response_start",
        "text_delta",
        "finish",
      ]);
      expect(parts.at(-2)).toMatchObject({
        type: "usage",
        usage: { inputTokens: 12, outputTokens: 5 },
      });
    });

    it("are the same for an answer that comes as a whole", async () => {
      bench.server.reply = jsonReply(wire.whole("Hi"), 200, { [wire.requestIdHeader]: "req_2" });
      const { parts } = await bench.run({ stream: false });
      expect(parts.filter(isSaidByAll)).toMatchObject([
        { type: "response_start", requestId: "req_2" },
        { type: "response_start", requestId: "req_2", model: "test-model-1" },
        { type: "text_delta", text: "Hi" },
        { type: "finish", reason: "stop" },
      ]);
      expect(parts.at(-2)).toMatchObject({
        type: "usage",
        usage: { inputTokens: 12, outputTokens: 5 },
      });
    });

    it("end without a finish when the body ends before the terminal signal", async () => {
      bench.server.reply = sseReply([toSse([...wire.opening, wire.text("cut sho")])]);
      const { parts, text, error } = await bench.run();
      expect({ text, error }).toEqual({ text: "cut sho", error: undefined });
      expect(parts.some((part) => part.type === "finish")).toBe(false);
    });

    it("end without a finish when the body is empty", async () => {
      bench.server.reply = sseReply([]);
      expect(await bench.run()).toMatchObject({ parts: [], error: undefined });
    });

    it("count a last event that lacks its blank line", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("Hi")).trimEnd()]);
      expect((await bench.run()).parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    });

    it("do not wait for the body to end after the terminal signal", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("Hi"))], "hang");
      expect((await bench.run()).parts.at(-1)?.type).toBe("finish");
    });

    it("leave prototypes alone, whatever the events are keyed by", async () => {
      const poisoned = wire
        .text("Hi")
        .replace("{", '{"__proto__":{"polluted":true},"constructor":{"prototype":1},');
      bench.server.reply = sseReply([toSse([...wire.opening, poisoned, ...wire.closing])]);
      expect((await bench.run()).text).toBe("Hi");
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });
  });
}
