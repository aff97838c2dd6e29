import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { jsonReply, splitAt, sseReply, toBytes } from "../../support/wire-server.js";
import { collectCalls, richText, toSse, type Bench, type WireUnderTest } from "./bench.js";

type ReasoningWire = NonNullable<WireUnderTest["reasoning"]>;

const text = "42";

/** Tests that what the model thinks arrives to the byte, and apart from what it says. */
export function describeReasoning(bench: Bench, reasoning: ReasoningWire): void {
  const { wire } = bench;
  const answer = (thought: string) => [
    ...wire.opening,
    ...reasoning.events(thought),
    wire.text(text),
    ...wire.closing,
  ];

  describe("reasoning", () => {
    it("comes before the text, and apart from it", async () => {
      bench.server.reply = sseReply([toSse(answer(richText))]);
      const outcome = await bench.run();
      expect(outcome).toMatchObject({ text, error: undefined });
      expect(thoughtOf(outcome.parts)).toBe(richText);
      const types = outcome.parts.map(({ type }) => type);
      expect(types.lastIndexOf("reasoning_delta")).toBeLessThan(types.indexOf("text_delta"));
      expect(outcome.parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    });

    it("is the model's to the byte for every cut of the response in two", async () => {
      const bytes = toBytes(toSse(answer("Hm, 世界 👩‍👧.")));
      for (let offset = 0; offset < bytes.length; offset++) {
        bench.server.reply = sseReply(splitAt(bytes, offset));
        const { parts, error, ...outcome } = await bench.run();
        expect({ offset, error, text: outcome.text }).toEqual({ offset, error: undefined, text });
        expect(thoughtOf(parts)).toBe("Hm, 世界 👩‍👧.");
      }
    }, 120_000);

    it("is the same in an answer that comes as a whole", async () => {
      bench.server.reply = jsonReply(reasoning.whole(richText, text));
      const outcome = await bench.run({ stream: false });
      expect(outcome).toMatchObject({ text, error: undefined });
      expect(thoughtOf(outcome.parts)).toBe(richText);
    });

    it("is kept when the body ends before any text", async () => {
      bench.server.reply = sseReply([toSse([...wire.opening, ...reasoning.events("Hm.")])]);
      const { parts, error } = await bench.run();
      expect(error).toBeUndefined();
      expect(thoughtOf(parts)).toBe("Hm.");
      expect(parts.some(({ type }) => type === "finish")).toBe(false);
    });

    it("is interrupted by an error event", async () => {
      const failure = wire.error("overloaded_error", "Overloaded");
      const events = [...wire.opening, ...reasoning.events("Hm."), failure];
      bench.server.reply = sseReply([toSse(events)]);
      const { parts, error } = await bench.run();
      expect(error).toMatchObject({ code: "interrupted" });
      expect(thoughtOf(parts)).toBe("Hm.");
    });

    it("ends before a tool is asked for", async () => {
      const call = { index: 0, id: "call_1", name: "weather", pieces: ['{"city":', '"Åre"}'] };
      const asked = [...wire.tools.call(call), ...wire.tools.closing];
      const events = [...wire.opening, ...reasoning.events("Hm."), ...asked];
      bench.server.reply = sseReply([toSse(events)]);
      const { parts } = await bench.run();
      expect(thoughtOf(parts)).toBe("Hm.");
      expect(collectCalls(parts)).toEqual([
        { id: "call_1", name: "weather", arguments: '{"city":"Åre"}' },
      ]);
      const types = parts.map(({ type }) => type);
      const end = Math.max(types.lastIndexOf("reasoning_delta"), types.indexOf("reasoning_end"));
      expect(end).toBeLessThan(types.indexOf("tool_call_start"));
    });
  });
}

function thoughtOf(parts: readonly ModelStreamPart[]): string {
  return parts.map((part) => (part.type === "reasoning_delta" ? part.text : "")).join("");
}
