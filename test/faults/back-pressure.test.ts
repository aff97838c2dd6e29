import { describe, expect, test, vi } from "vitest";
import { measureHeap } from "../support/collect-garbage.js";
import { streamingText } from "../support/callers.js";
import { faultWires } from "../support/fault-wires.js";
import { startWireServer, type WireRequest } from "../support/wire-server.js";
import { flood } from "./connection-faults.js";
import { stream } from "./fault.js";

const megabyte = 1024 * 1024;

/** A kilobyte, so that the events are few. */
const chunk = "Again and again. ".repeat(60);

describe.each(faultWires)("an endless provider on the wire of $name", (wire) => {
  test("pauses when the reader stops, costs no memory meanwhile, and goes on when it reads on", async () => {
    await using server = await startWireServer(() =>
      stream(wire, flood(wire.opening(true), wire.text(chunk))),
    );
    const execution = streamingText(
      wire.create(server.url),
      {},
      { highWaterMark: 16_384 },
    )({ topic: "AI" });
    const reader = execution[Symbol.asyncIterator]();
    await reader.next();
    const [request] = server.requests;
    if (!request) throw new Error("no request came");

    const sent = await stableCount(request);
    // What the sockets of both sides hold; a provider that does not pause sends a gigabyte meanwhile.
    expect(sent).toBeLessThan(32 * megabyte);
    const heap = await measureHeap();
    await stableCount(request);
    expect(request.bytesSent).toBe(sent);
    expect((await measureHeap()) - heap).toBeLessThan(megabyte);

    let read = 0;
    while (request.bytesSent < sent + 4 * megabyte) {
      const { value, done } = await reader.next();
      if (done) throw new Error("an endless stream ended");
      read += value.length;
    }
    expect(read).toBeGreaterThan(megabyte);

    await reader.return?.();
    expect(await request.ended).toBe("abandoned");
    expect(await execution.record).toMatchObject({ status: "disconnected" });
  });

  test("waits for the slower of two readers", async () => {
    await using server = await startWireServer(() =>
      stream(wire, flood(wire.opening(true), wire.text(chunk))),
    );
    const execution = streamingText(
      wire.create(server.url),
      {},
      { highWaterMark: 16_384 },
    )({ topic: "AI" });
    const slow = execution[Symbol.asyncIterator]();
    await slow.next();
    const fast = { read: 0 };
    const reading = (async () => {
      for await (const text of execution) fast.read += text.length;
    })().catch(() => {});
    const [request] = server.requests;
    if (!request) throw new Error("no request came");
    await stableCount(request);
    const ahead = fast.read - chunk.length;
    // The mark, and what a single read of the socket may bring beyond it.
    expect(ahead).toBeLessThan(16_384 + megabyte);
    await slow.return?.();
    await vi.waitUntil(() => fast.read > ahead + megabyte, { interval: 5, timeout: 20_000 });
    execution.cancel();
    await reading;
    expect(await request.ended).toBe("abandoned");
  });
});

/** Waits until the provider has sent nothing for twenty looks in a row; gives what it sent until then. */
async function stableCount(request: WireRequest): Promise<number> {
  let last = -1;
  for (let same = 0; same < 20;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    same = request.bytesSent === last ? same + 1 : 0;
    last = request.bytesSent;
  }
  return last;
}
