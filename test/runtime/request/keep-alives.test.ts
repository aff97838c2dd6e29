import { describe, expect, test, vi } from "vitest";
import type { Provider } from "troupe";
import { streamingText } from "../../support/callers.js";
import { faultWires, type FaultWire } from "../../support/fault-wires.js";
import { createTestClock } from "../../support/test-clock.js";
import { useWireServer } from "../../support/use-wire-server.js";
import { sseReply } from "../../support/wire-server.js";

const server = await useWireServer();

/** What a server sends while it has nothing to say. */
const signs: Readonly<Record<string, (wire: FaultWire) => readonly string[]>> = {
  "a comment": () => [": keep-alive\n\n"],
  "each piece of a comment": () => [": ", "keep", "-", "alive\n\n"],
  "a ping": (wire) => [wire.event('{"type":"ping"}')],
  "an empty delta": (wire) => [wire.text("")],
  "each piece of one long event": (wire) => {
    const event = wire.text("long ".repeat(100));
    return [0, 1, 2, 3].map((quarter) => event.slice(...quarterOf(event.length, quarter)));
  },
};

describe.each(faultWires)("the idle limit of a stream from $name", (wire) => {
  test.each(Object.keys(signs))("%s ends a silence", async (sign) => {
    const { execution } = stream(wire, repeat(signs[sign]?.(wire) ?? []), "60s", 50_000);
    expect(await execution).toMatch(/^Once. (?:long )*The end\.$/);
  });

  test("keep-alives are no first token", async () => {
    const { execution } = stream(wire, repeat([": keep-alive\n\n"]), "60s", 50_000, false);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "firstToken" });
  });

  test("after the last keep-alive, silence counts", async () => {
    const { execution } = stream(wire, [": keep-alive\n\n", ": more\n\n"], "60s", 60_000);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "idle" });
  });
});

/**
 * Streams an answer in the middle of which the signs come one by one.
 *
 * @param gapMs The time that passes before each sign, once the one before it was read.
 * @param begun Whether text comes first.
 */
function stream(
  wire: FaultWire,
  between: readonly string[],
  idle: "60s",
  gapMs: number,
  begun = true,
) {
  const clock = createTestClock();
  let taken = 0;
  const untilTaken = (count: number) =>
    vi.waitUntil(() => taken >= count || clock.pending === 0, { interval: 1, timeout: 5_000 });
  async function* body() {
    const opening = wire.opening(true) + (begun ? wire.text("Once. ") : "");
    let count = 2;
    yield opening;
    for (const piece of between) {
      await untilTaken(count);
      clock.advance(gapMs);
      yield piece;
      count += 1;
    }
    yield wire.text("The end.");
    yield wire.end("stop", true);
  }
  const headers = { [wire.requestIdHeader]: "req_7" };
  const reply = sseReply(body());
  server.reply = { ...reply, headers: { ...reply.headers, ...headers } };
  const provider = counting(wire.create(server.url), () => (taken += 1));
  const timeout = { firstToken: "2m", idle } as const;
  const execution = streamingText(
    provider,
    { retry: false },
    { clock },
  )({ topic: "AI" }, { timeout });
  return { execution };
}

/** Counts the batches that the runtime has dealt with: the request's id is the first. */
function counting(provider: Provider, count: () => void): Provider {
  return {
    ...provider,
    async *stream(call) {
      for await (const batch of provider.stream(call)) {
        yield batch;
        count();
      }
    },
  };
}

function repeat(pieces: readonly string[]): readonly string[] {
  return pieces.length > 1 ? pieces : Array.from({ length: 5 }, () => pieces).flat();
}

function quarterOf(length: number, quarter: number): [from: number, to: number] {
  return [Math.floor((length * quarter) / 4), Math.floor((length * (quarter + 1)) / 4)];
}
