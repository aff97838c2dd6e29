import type { FaultWire } from "../support/fault-wires.js";
import { splitEvery, toBytes, type Piece } from "../support/wire-server.js";
import { endless, opening, page, stream, type Ending, type Fault } from "./fault.js";

/** The first part of a story, in its JSON; it ends within a string. */
export const head = '{"title":"Ünï 🎭","content":"Once. ';

/** The rest of it. */
export const tail = 'Then 世界."}';

const headPartial = { title: "Ünï 🎭", content: "Once. " };

/** Nothing of an answer came. */
const silent = { text: "", usage: "none", requestId: false } as const;

/** The head of the story came, and no more. */
const halfway: Pick<Ending, "text" | "partial" | "usage" | "requestId"> = {
  text: head,
  partial: headPartial,
  usage: "opening",
  requestId: true,
};

const interrupted = { status: "interrupted", code: "interrupted" } as const;

/** Streams and sockets that do not do what they should. */
export const connectionFaults: readonly Fault[] = [
  {
    name: "the socket is cut before the headers",
    replies: () => [{ then: "cut_before_headers" }],
    ends: { ...silent, status: "error", code: "provider_unavailable", connection: "cut" },
  },
  {
    name: "the socket is cut after the headers",
    replies: (wire) => [stream(wire, [], "cut")],
    ends: { ...silent, ...interrupted, requestId: true, connection: "cut" },
  },
  {
    name: "the socket is cut in the middle of the answer",
    replies: (wire) => [stream(wire, opening(wire, head), "cut")],
    ends: { ...halfway, ...interrupted, connection: "cut" },
  },
  {
    name: "the socket is cut in the middle of the answer of an agent with @retry, which has delivered",
    spec: { retry: { maxAttempts: 3, initialDelayMs: 100, maxDelayMs: 1_000 } },
    replies: (wire) => [stream(wire, opening(wire, head), "cut")],
    ends: { ...halfway, ...interrupted, connection: "cut" },
  },
  {
    name: "the socket is cut in the middle of a character",
    replies: (wire) => [
      stream(wire, [...opening(wire, head), cutInCharacter(wire.text(tail))], "cut"),
    ],
    ends: { ...halfway, ...interrupted, connection: "cut" },
  },
  {
    name: "the stream ends cleanly in the middle of a character",
    replies: (wire) => [stream(wire, [...opening(wire, head), cutInCharacter(wire.text(tail))])],
    ends: { ...halfway, ...interrupted, connection: "whole" },
  },
  {
    name: "the stream ends cleanly without the terminal signal",
    replies: (wire) => [stream(wire, opening(wire, head, tail))],
    ends: {
      ...halfway,
      ...interrupted,
      text: head + tail,
      partial: { title: "Ünï 🎭", content: "Once. Then 世界." },
      connection: "whole",
    },
  },
  {
    name: "the stream ends cleanly before it has begun",
    replies: (wire) => [stream(wire, [])],
    ends: { ...silent, ...interrupted, requestId: true, connection: "whole" },
  },
  {
    name: "the provider stalls before the headers",
    replies: () => [{ then: "hang_before_headers" }],
    time: { after: "request", ms: 120_000 },
    ends: {
      ...silent,
      status: "timeout",
      code: "timeout",
      limit: "firstToken",
      connection: "abandoned",
    },
  },
  {
    name: "the provider stalls after the headers",
    replies: (wire) => [stream(wire, [], "hang")],
    time: { after: "headers", ms: 120_000 },
    ends: {
      ...silent,
      status: "timeout",
      code: "timeout",
      limit: "firstToken",
      requestId: true,
      connection: "abandoned",
    },
  },
  {
    name: "the provider stalls before the first token",
    replies: (wire) => [stream(wire, opening(wire), "hang")],
    time: { after: "opening", ms: 120_000 },
    ends: {
      ...silent,
      status: "timeout",
      code: "timeout",
      limit: "firstToken",
      usage: "opening",
      requestId: true,
      connection: "abandoned",
    },
  },
  {
    name: "the provider stalls between two chunks",
    replies: (wire) => [stream(wire, opening(wire, head), "hang")],
    time: { after: "text", ms: 60_000 },
    ends: {
      ...halfway,
      status: "timeout",
      code: "timeout",
      limit: "idle",
      connection: "abandoned",
    },
  },
  {
    name: "the total limit is over in the middle of the answer",
    spec: { timeout: { totalMs: 5_000 } },
    replies: (wire) => [stream(wire, opening(wire, head), "hang")],
    time: { after: "text", ms: 5_000 },
    ends: {
      ...halfway,
      status: "timeout",
      code: "timeout",
      limit: "total",
      connection: "abandoned",
    },
  },
  {
    name: "the first event is an error",
    replies: (wire) => [stream(wire, [wire.event(wire.error("overloaded_error", "No"))], "hang")],
    ends: {
      ...silent,
      status: "error",
      code: "provider_unavailable",
      requestId: true,
      connection: "abandoned",
    },
  },
  {
    name: "an error comes in the middle of the answer",
    replies: (wire) => [
      stream(
        wire,
        [...opening(wire, head), wire.event(wire.error("overloaded_error", "No"))],
        "hang",
      ),
    ],
    ends: { ...halfway, ...interrupted, connection: "abandoned" },
  },
  {
    name: "the first event is a list of errors, to an agent with @retry",
    spec: { retry: { maxAttempts: 3, initialDelayMs: 100, maxDelayMs: 1_000 } },
    replies: (wire) => [stream(wire, [wire.event(asList(wire, "model_not_found"))], "hang")],
    ends: {
      ...silent,
      status: "error",
      code: "provider_rejected",
      requestId: true,
      connection: "abandoned",
    },
  },
  {
    name: "an error comes as text in the middle of the answer",
    replies: (wire) => [
      stream(wire, [...opening(wire, head), wire.event("error: the model went away")], "hang"),
    ],
    ends: { ...halfway, ...interrupted, connection: "abandoned" },
  },
  {
    name: "the provider's filter says in an error event that it stopped the answer",
    spec: { retry: { maxAttempts: 3, initialDelayMs: 100, maxDelayMs: 1_000 } },
    replies: (wire) => [
      stream(
        wire,
        [...opening(wire, head), wire.event(wire.error("content_filter", "Not this"))],
        "hang",
      ),
    ],
    ends: { ...halfway, status: "error", code: "content_filtered", connection: "abandoned" },
  },
  {
    name: "an event in the middle of the answer is malformed",
    replies: (wire) => [
      stream(wire, [...opening(wire, head), wire.event('{"choices":[{"de')], "hang"),
    ],
    ends: { ...halfway, ...interrupted, connection: "abandoned" },
  },
  {
    name: "the answer has the wrong content type",
    replies: (wire) => [
      page(wire, "Hello, who is there?", { type: "text/plain; charset=utf-8", then: "hang" }),
    ],
    ends: {
      ...silent,
      status: "error",
      code: "provider_rejected",
      httpStatus: 200,
      requestId: true,
      connection: "abandoned",
    },
  },
  {
    name: "the stream never ends",
    agent: "text",
    replies: (wire) => [stream(wire, flood(wire.opening(true), wire.text(endless)))],
    // The code and the status are those of the way it is consumed: its readers leave, or it is cancelled.
    ends: {
      status: "disconnected",
      text: endless,
      usage: "opening",
      requestId: true,
      connection: "abandoned",
    },
  },
];

/** An error as Google's servers wrap it. */
function asList(wire: FaultWire, type: string): string {
  return `[${wire.error(type, "No")}]`;
}

/** An event up to the first byte of its first character that has three. */
function cutInCharacter(event: string): Uint8Array {
  const bytes = toBytes(event);
  return bytes.subarray(0, bytes.findIndex((byte) => byte >= 0xe0 && byte < 0xf0) + 1);
}

/** The same event without an end. */
export function* flood(first: string, event: string): Generator<Piece> {
  yield first;
  for (;;) yield event;
}

/** Events in pieces of a single byte. */
export function byteByByte(events: readonly string[]): readonly Uint8Array[] {
  return splitEvery(toBytes(events.join("")), 1);
}
