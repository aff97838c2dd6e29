import { describe, expect, it } from "vitest";
import { jsonReply, startWireServer } from "../../support/wire-server.js";
import { show, type Bench } from "./bench.js";

/** Tests what a status that is no success becomes. */
export function describeHttpErrors(bench: Bench): void {
  const { wire } = bench;
  describe("an HTTP error", () => {
    it.each([
      [400, "provider_rejected", false],
      [401, "authentication", false],
      [403, "authentication", false],
      [404, "provider_rejected", false],
      [408, "provider_rejected", true],
      [422, "provider_rejected", false],
      [429, "rate_limited", true],
      [500, "provider_unavailable", true],
      [503, "provider_unavailable", true],
      [529, "provider_unavailable", true],
    ])("%i is %s, and the request is made once", async (status, code, retryable) => {
      const before = bench.server.requests.length;
      const body = JSON.parse(wire.error("some_error", "That did not work"));
      bench.server.reply = jsonReply(body, status, { [wire.requestIdHeader]: "req_3" });
      const error = await bench.failWith();
      expect(error).toMatchObject({ code, retryable, httpStatus: status, requestId: "req_3" });
      expect(error.message).toMatch(
        new RegExp(`^127\\.0\\.0\\.1:\\d+ answered ${status}: That did not work\\.`),
      );
      expect(bench.server.requests.length - before).toBe(1);
    });

    it.each([
      [{ "retry-after": "7" }, 7_000],
      [{ "retry-after": "0.5" }, 500],
      [{ "retry-after-ms": "1234", "retry-after": "9" }, 1_234],
      [{ "retry-after": "soon" }, undefined],
      [{ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 0],
      [{}, undefined],
    ])("says how long to wait from %j", async (headers, expected) => {
      bench.server.reply = jsonReply(JSON.parse(wire.error("rate_limit_error", "x")), 429, headers);
      expect((await bench.failWith()).retryAfterMs).toBe(expected);
    });

    it.each([301, 302, 303, 307, 308])(
      "%i is a mistake of the base URL, and no other server sees anything",
      async (status) => {
        await using other = await startWireServer(jsonReply(wire.whole("Hi")));
        bench.provider = wire.create({
          baseURL: bench.server.url,
          apiKey: "sk-test-1234567890",
          headers: { "api-key": "gateway-secret" },
        });
        bench.server.reply = { status, headers: { location: `${other.url}/v1?token=1` } };
        const error = await bench.failWith();
        expect(error).toMatchObject({
          code: "provider_rejected",
          httpStatus: status,
          retryable: false,
        });
        expect(error.message).toContain("baseURL");
        expect(other.connections).toBe(0);
      },
    );

    it("is not retryable when the provider says so", async () => {
      bench.server.reply = jsonReply({}, 500, { "x-should-retry": "false" });
      expect((await bench.failWith()).retryable).toBe(false);
    });

    it("never shows a body that is no error of the provider's", async () => {
      bench.server.reply = {
        status: 502,
        headers: { "content-type": "text/html" },
        body: ["<html>internal-host-17 is down</html>"],
      };
      const error = await bench.failWith();
      expect(error.code).toBe("provider_unavailable");
      expect(error.message).toMatch(/answered 502\.$/);
      expect(show(error)).not.toContain("internal-host");
    });

    it("cuts a message that has no end", async () => {
      bench.server.reply = jsonReply(JSON.parse(wire.error("x", "very ".repeat(1_000))), 400);
      expect((await bench.failWith()).message.length).toBeLessThan(400);
    });
  });
}
