import { chunk } from "../providers/openai/chat/chunk.js";
import { streamingText } from "../support/callers.js";
import { measureHeap } from "../support/collect-garbage.js";
import { faultWires, type FaultWire } from "../support/fault-wires.js";
import { startWireServer, toBytes, type WireReply } from "../support/wire-server.js";

/** An answer that would fill the memory. */
interface Flood {
  readonly name: string;
  reply(wire: FaultWire): WireReply;
  /** Whether a stream is asked for. Default: true. */
  readonly streaming?: false;
  /** Absent: every wire has it. */
  readonly only?: FaultWire["name"];
}

/** How a flood ended. */
export interface FloodReport {
  readonly flood: string;
  readonly wire: string;
  readonly code: string;
  readonly textBytes: number;
  /** The most memory that the process had meanwhile, in bytes; it also runs the server. */
  readonly peakBytes: number;
  readonly ms: number;
}

const events = { "content-type": "text/event-stream" };
const json = { "content-type": "application/json" };

/** The same bytes for ever, after a beginning. */
function* endless(first: string, piece: string): Generator<Uint8Array> {
  yield toBytes(first);
  // A read of the network has about as much.
  const bytes = toBytes(piece.repeat(Math.ceil(65_536 / piece.length)));
  for (;;) yield bytes;
}

/** What a server may send without end. */
const floods: readonly Flood[] = [
  {
    name: "text",
    reply: (wire) => ({
      headers: events,
      body: endless(wire.opening(true), wire.text("x".repeat(4_096))),
    }),
  },
  {
    name: "text beyond Latin-1",
    reply: (wire) => ({
      headers: events,
      body: endless(wire.opening(true), wire.text("世界🎭".repeat(512))),
    }),
  },
  {
    name: "texts of one character",
    reply: (wire) => ({ headers: events, body: endless(wire.opening(true), wire.text("x")) }),
  },
  {
    name: "thoughts of one character",
    only: "openai",
    reply: (wire) => ({
      headers: events,
      body: endless(wire.opening(true), wire.event(chunk({ reasoning_content: "x" }))),
    }),
  },
  {
    name: "one event of empty lines",
    reply: () => ({ headers: events, body: endless("", "data:\n") }),
  },
  {
    name: "one event of short lines",
    reply: () => ({ headers: events, body: endless("", "data: x\r\n") }),
  },
  {
    name: "one line",
    reply: () => ({ headers: events, body: endless("data: ", "x") }),
  },
  {
    name: "one answer",
    streaming: false,
    reply: () => ({ headers: json, body: endless('{"a":"', "x") }),
  },
];

/** Runs every flood over every wire, one after the other, and says how each ended. */
export async function* runFloods(): AsyncGenerator<FloodReport> {
  for (const flood of floods) {
    for (const wire of faultWires) {
      if (flood.only !== undefined && flood.only !== wire.name) continue;
      await using server = await startWireServer(flood.reply(wire), { keep: false });
      const call = streamingText(wire.create(server.url), { retry: false });
      // What the flood before left to the collector is not this one's.
      await measureHeap();
      const peak = watchMemory();
      const startedMs = performance.now();
      const options = { streaming: flood.streaming ?? true, timeout: "5m" } as const;
      const record = await call({ topic: "AI" }, options).record;
      yield {
        flood: flood.name,
        wire: wire.name,
        code: record.error?.code ?? record.status,
        textBytes: Buffer.byteLength(record.text),
        peakBytes: peak.stop(),
        ms: Math.round(performance.now() - startedMs),
      };
    }
  }
}

function watchMemory(): { stop(): number } {
  let most = process.memoryUsage.rss();
  const look = () => (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 10);
  return {
    stop() {
      clearInterval(timer);
      return look();
    },
  };
}
