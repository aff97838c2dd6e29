import { describe, expect, it } from "vitest";
import { jsonReply, splitAt, splitEvery, sseReply, toBytes } from "../../support/wire-server.js";
import { richText, toSse, splitText, type Bench } from "./bench.js";

/** Tests that text arrives to the byte, however the response is cut. */
export function describeText(bench: Bench): void {
  const { wire } = bench;
  describe("text", () => {
    const bytesOf = (...texts: string[]) =>
      toBytes(toSse(bench.answer(...texts), "\r\n", ": keep-alive\r\nid: 7\r\n"));

    it("is the model's to the byte for every cut of the response in two", async () => {
      const bytes = bytesOf(...splitText(richText, 24));
      for (let offset = 0; offset < bytes.length; offset++) {
        bench.server.reply = sseReply(splitAt(bytes, offset));
        const { text, error, parts } = await bench.run();
        expect({ offset, text, error }).toEqual({ offset, text: richText, error: undefined });
        expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
      }
    }, 120_000);

    it("is the model's to the byte when every byte comes alone", async () => {
      bench.server.reply = sseReply(splitEvery(bytesOf(...splitText(richText)), 1));
      const { text, batches } = await bench.run();
      expect(text).toBe(richText);
      // A read that completes nothing says that the provider is alive.
      expect(batches).toContainEqual([]);
    });

    it("is the same when the answer comes as a whole, cut anywhere", async () => {
      const whole = toBytes(JSON.stringify(wire.whole(richText)));
      for (let offset = 0; offset < whole.length; offset++) {
        bench.server.reply = {
          headers: { "content-type": "application/json" },
          body: splitAt(whole, offset),
        };
        const { text, batches } = await bench.run({ stream: false });
        expect({ offset, text }).toEqual({ offset, text: richText });
        expect(batches).toHaveLength(1);
      }
    }, 120_000);

    it("starts with a byte order mark, or has its data over several lines", async () => {
      const spread = wire.text("Hello").replaceAll(",", ",\n");
      expect(spread).toContain("\n");
      bench.server.reply = sseReply([`\uFEFF${toSse([...wire.opening, spread, ...wire.closing])}`]);
      expect(await bench.run()).toMatchObject({ text: "Hello", error: undefined });
    });

    it("passes through when a single event has ten megabytes", async () => {
      const large = "0123456789".repeat(1_000_000);
      bench.server.reply = sseReply(splitEvery(toBytes(toSse(bench.answer(large))), 1_000_000));
      const { text, error } = await bench.run();
      expect(error).toBeUndefined();
      expect(text === large).toBe(true);
    });

    it("comes in one batch when it comes in one read", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("a", "b", "c"))]);
      const { batches, text } = await bench.run();
      expect(text).toBe("abc");
      expect(batches).toHaveLength(1);
    });

    it("is taken as it comes when the server streams unasked, or does not when asked", async () => {
      bench.server.reply = sseReply([toSse(bench.answer("streamed"))]);
      expect((await bench.run({ stream: false })).text).toBe("streamed");
      bench.server.reply = jsonReply(wire.whole("whole"));
      expect((await bench.run({ stream: true })).text).toBe("whole");
    });
  });
}
