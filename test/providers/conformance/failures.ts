import { describe, expect, it } from "vitest";
import { jsonReply, sseReply, startWireServer } from "../../support/wire-server.js";
import { toSse, type Bench } from "./bench.js";

function* endless(first: string): Generator<string> {
  yield first;
  const block = "x".repeat(2 ** 20);
  for (;;) yield block;
}

/** Tests what a failing body or connection becomes. */
export function describeFailures(bench: Bench): void {
  const { wire } = bench;
  describe("a stream that fails", () => {
    it("gives what came before a malformed event in the same read, then is interrupted", async () => {
      bench.server.reply = sseReply([
        toSse([...wire.opening, wire.text("Hel"), '{"choices":[{"de']),
      ]);
      const { text, error } = await bench.run();
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted", retryable: true });
      expect(String(error)).not.toContain("choices");
    });

    it.each(["null", "42", '"text"', "[]", "<html>", "{"])(
      "is interrupted by an event that is %s",
      async (data) => {
        bench.server.reply = sseReply([toSse([...wire.opening, data])]);
        expect(await bench.failWith()).toMatchObject({ code: "interrupted" });
      },
    );

    it("is interrupted by an error event after text, with the text and the provider's words", async () => {
      bench.server.reply = sseReply([
        toSse([...wire.opening, wire.text("Hel"), wire.error("overloaded_error", "Overloaded")]),
      ]);
      const { text, error } = await bench.run();
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted" });
      expect(String(error)).toContain("Overloaded");
    });

    it.each([
      ["overloaded_error", "provider_unavailable", true],
      ["rate_limit_error", "rate_limited", true],
      ["authentication_error", "authentication", false],
      ["invalid_request_error", "provider_rejected", false],
      ["never_heard_of", "interrupted", true],
    ])(
      "has the code that fits an error event %s before any text",
      async (type, code, retryable) => {
        bench.server.reply = sseReply([toSse([...wire.opening, wire.error(type, "No")])]);
        expect(await bench.failWith()).toMatchObject({ code, retryable });
      },
    );

    it.each([
      ["an event named error", 'event: error\ndata: {"message":"overloaded","code":503}\n\n'],
      ["an event with a detail alone", 'data: {"detail":"overloaded"}\n\n'],
      ["an event with a message alone", 'data: {"message":"overloaded"}\n\n'],
      ["an event with an error alone", 'data: {"error":"overloaded"}\n\n'],
    ])("is interrupted by %s, though the stream ends as if it were whole", async (_, event) => {
      const before = toSse([...wire.opening, wire.text("Hel")]);
      bench.server.reply = sseReply([before + event + toSse(wire.closing)]);
      const { text, error } = await bench.run();
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted" });
      expect(String(error)).toContain("overloaded");
    });

    it("has the code that fits the status in an event named error before any text", async () => {
      const event = 'event: error\ndata: {"message":"overloaded","code":503}\n\n';
      bench.server.reply = sseReply([toSse(wire.opening) + event]);
      expect(await bench.failWith()).toMatchObject({ code: "provider_unavailable" });
    });

    it.each([
      ["stream", "text/event-stream", "data: "],
      ["whole answer", "application/json", '{"id":"'],
      ["body of one text", "application/json", '"'],
    ])(
      "is ended by a %s that never ends, before it fills the memory, and not asked again",
      async (_, type, first) => {
        bench.server.reply = { headers: { "content-type": type }, body: endless(first) };
        const error = await bench.failWith();
        expect(error).toMatchObject({ code: "output_limit", retryable: false });
        expect(error.message).toContain("never ends");
        await bench.server.requests.at(-1)?.abandoned;
      },
    );

    it("is interrupted when the connection is cut after text, with the cause", async () => {
      bench.server.reply = sseReply([toSse([...wire.opening, wire.text("Hel")])], "cut");
      const { text, error } = await bench.run();
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted", cause: expect.any(Error) });
    });

    it("is interrupted when the connection is cut in the middle of a whole answer", async () => {
      bench.server.reply = {
        headers: { "content-type": "application/json" },
        body: [JSON.stringify(wire.whole("Hello")).slice(0, 40)],
        then: "cut",
      };
      expect(await bench.failWith({ stream: false })).toMatchObject({ code: "interrupted" });
    });

    it("is unavailable when nothing of the response has come", async () => {
      bench.server.reply = { then: "cut_before_headers" };
      expect(await bench.failWith()).toMatchObject({
        code: "provider_unavailable",
        retryable: true,
        cause: expect.any(Error),
      });
    });

    it("is unavailable when nobody listens", async () => {
      const closed = await startWireServer();
      await closed.close();
      bench.provider = wire.create({ baseURL: closed.url });
      const error = await bench.failWith();
      expect(error.code).toBe("provider_unavailable");
      expect(error.message).toMatch(/^No connection to 127\.0\.0\.1:\d+: connect ECONNREFUSED/);
    });

    it("is interrupted when a whole answer is no JSON, and when it is no answer", async () => {
      bench.server.reply = { headers: { "content-type": "application/json" }, body: ["{oops"] };
      expect(await bench.failWith({ stream: false })).toMatchObject({ code: "interrupted" });
      bench.server.reply = jsonReply({ hello: "world" });
      expect(await bench.failWith({ stream: false })).toMatchObject({ code: "interrupted" });
    });

    it("has the code that fits when a good status brings an error", async () => {
      bench.server.reply = jsonReply(JSON.parse(wire.error("rate_limit_error", "Slow down")));
      expect(await bench.failWith({ stream: false })).toMatchObject({ code: "rate_limited" });
    });

    it("is rejected when a page comes in place of an answer, without the page", async () => {
      bench.server.reply = {
        headers: { "content-type": "text/html; charset=utf-8" },
        body: ["<html>Sign in to the hotel's network</html>"],
      };
      const error = await bench.failWith();
      expect(error).toMatchObject({ code: "provider_rejected", httpStatus: 200 });
      expect(error.message).toContain("text/html instead of text/event-stream");
      expect(error.message).not.toContain("hotel");
    });
  });
}
