import { describe, expect, it, vi } from "vitest";
import { sseReply, startWireServer } from "../../support/wire-server.js";
import { collect, createCall, toSse, type Bench } from "./bench.js";

/** Tests that a connection closes when nobody waits for it, and is used again when it is done. */
export function describeLeaving(bench: Bench): void {
  const { wire } = bench;
  describe("leaving", () => {
    it("closes the connection when the loop is left", async () => {
      bench.server.reply = sseReply([toSse([...wire.opening, wire.text("a")])], "hang");
      for await (const _ of bench.provider.stream(createCall())) break;
      await bench.server.requests.at(-1)?.abandoned;
    });

    it("closes the connection on return() while a read is under way, and settles the read", async () => {
      bench.server.reply = sseReply([toSse([...wire.opening, wire.text("a")])], "hang");
      const iterator = bench.provider.stream(createCall())[Symbol.asyncIterator]();
      await iterator.next();
      const pending = iterator.next();
      await iterator.return?.();
      expect(await pending).toEqual({ done: true, value: undefined });
      await bench.server.requests.at(-1)?.abandoned;
    });

    it("closes the connection on return() before the response has come", async () => {
      bench.server.reply = { then: "hang_before_headers" };
      const before = bench.server.requests.length;
      const iterator = bench.provider.stream(createCall())[Symbol.asyncIterator]();
      const pending = iterator.next();
      await vi.waitFor(() => expect(bench.server.requests.length).toBe(before + 1), {
        interval: 1,
      });
      await iterator.return?.();
      expect(await pending).toEqual({ done: true, value: undefined });
      await bench.server.requests.at(-1)?.abandoned;
    });

    it.each([true, false])(
      "closes the connection when the signal is aborted, and throws its reason (stream: %s)",
      async (stream) => {
        const controller = new AbortController();
        const reason = new Error("enough");
        bench.server.reply = stream
          ? sseReply([toSse([...wire.opening, wire.text("a")])], "hang")
          : { headers: { "content-type": "application/json" }, body: ["{"], then: "hang" };
        const before = bench.server.requests.length;
        const outcome = bench.run({ stream, signal: controller.signal });
        await vi.waitFor(() => expect(bench.server.requests.length).toBe(before + 1), {
          interval: 1,
        });
        controller.abort(reason);
        expect((await outcome).error).toBe(reason);
        await bench.server.requests.at(-1)?.abandoned;
      },
    );

    it("makes no request when the signal is aborted already", async () => {
      const before = bench.server.requests.length;
      const { error } = await bench.run({ signal: AbortSignal.abort("no") });
      expect(error).toBe("no");
      expect(bench.server.requests.length).toBe(before);
    });

    it("lets go of the signal, so that one may serve many calls", async () => {
      const { signal } = new AbortController();
      const add = vi.spyOn(signal, "addEventListener");
      const remove = vi.spyOn(signal, "removeEventListener");
      bench.server.reply = sseReply([toSse(bench.answer("Hi"))]);
      await bench.run({ signal });
      expect(add).toHaveBeenCalledTimes(1);
      expect(remove).toHaveBeenCalledWith("abort", add.mock.calls[0]?.[1]);
    });

    it("uses a connection again", async () => {
      await using fresh = await startWireServer(sseReply([toSse(bench.answer("Hi"))]));
      const reused = wire.create({ baseURL: fresh.url });
      for (let count = 0; count < 4; count++) {
        await collect(reused, createCall());
        // The rest of the body is read meanwhile, and before the first one much is loaded.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(fresh.requests).toHaveLength(4);
      expect(fresh.connections).toBe(1);
    });

    it("asks for nothing before the first part is asked for", async () => {
      const before = bench.server.requests.length;
      bench.provider.stream(createCall());
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(bench.server.requests.length).toBe(before);
    });
  });
}
