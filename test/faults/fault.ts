import type { AgentErrorCode, ExecutionStatus, FinishReason, TimeoutLimit } from "troupe";
import type { EndReason, FaultWire } from "../support/fault-wires.js";
import type { Piece, WireEnding, WireReply } from "../support/wire-server.js";
import type { SpecChanges } from "../support/callers.js";

/** One thing that can go wrong with a provider, said once for every wire and every way of consuming. */
export interface Fault {
  /** Reads after "when": `"the socket is cut before the headers"`. */
  readonly name: string;
  /** Whether it takes so much of the processor that it is tried alone. Default: false. */
  readonly heavy?: boolean;
  /** Absent: every wire has it. Else `because` says why this one cannot. */
  readonly not?: { readonly wire: FaultWire["name"]; readonly because: string };
  /** Whether the agent has a schema. Default: `"structured"`. */
  readonly agent?: "structured" | "text";
  /** What the agent declares. Without it, each model is asked once. */
  readonly spec?: SpecChanges;
  /** The replies to the requests, in their order. */
  replies(wire: FaultWire): readonly WireReply[];
  /** The time that passes on the execution's clock, which stands still otherwise. */
  readonly time?: TimePassing;
  readonly ends: Ending;
}

/** Time that passes at once when an execution has come to a point. */
export interface TimePassing {
  /**
   * The request has arrived; the runtime has dealt with the headers of the answer, with the first of its
   * body, or with all text that there will be; or an attempt has failed and the next one is waited for.
   */
  readonly after: "request" | "headers" | "opening" | "text" | "failure";
  readonly ms: number;
}

/** What an execution must end in, in whatever way it is consumed. */
export interface Ending {
  readonly status: Exclude<ExecutionStatus, "running">;
  /** Absent on success. */
  readonly code?: AgentErrorCode;
  readonly limit?: TimeoutLimit;
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;
  /** The whole text, or what came before the failure. */
  readonly text: string;
  /** The last partial output. Absent: there is none. */
  readonly partial?: unknown;
  readonly finishReason?: FinishReason;
  readonly refusal?: string;
  /** Whether the usage is known: of the whole answer, what the opening says of it, or not at all. */
  readonly usage: "whole" | "opening" | "none";
  /** The outcome of each attempt. Default: one, with the code or `"success"`. */
  readonly attempts?: readonly ("success" | AgentErrorCode)[];
  /** Whether the execution knows the provider's id of its last request. */
  readonly requestId: boolean;
  /** How the last connection ends. */
  readonly connection: WireEnding;
}

/** A stream without an end: readers leave it, and who does not read cancels. */
export const endless = "Again and again. ";

/** How much of an endless stream is enough. */
export const enoughLength = 2_000;

/** What is said of a request, and checked not to leak. */
export const topic = "unspeakable-topic";

/** Events of an answer, as a reply whose every event is sent in a write of its own. */
export function stream(
  wire: FaultWire,
  body: Iterable<Piece>,
  then: NonNullable<WireReply["then"]> = "end",
): WireReply {
  return {
    headers: { "content-type": "text/event-stream; charset=utf-8", ...requestId(wire) },
    body,
    then,
  };
}

/** A body of any kind, with the provider's id of the request. */
export function page(
  wire: FaultWire,
  body: string,
  reply: Omit<WireReply, "body"> & { readonly type: string },
): WireReply {
  const { type, headers, ...rest } = reply;
  return {
    ...rest,
    headers: { "content-type": type, ...requestId(wire), ...headers },
    body: [body],
  };
}

/** The events of an answer of these texts. */
export function answer(
  wire: FaultWire,
  texts: readonly string[],
  { reason = "stop", usage = true }: { reason?: EndReason; usage?: boolean } = {},
): string[] {
  return [
    wire.opening(usage),
    ...texts.map((text) => wire.text(text)),
    ...(wire.end(reason, usage).match(/[^]*?\n\n/g) ?? []),
  ];
}

/** The events of an answer up to its end, which does not come. */
export function opening(wire: FaultWire, ...texts: readonly string[]): string[] {
  return [wire.opening(true), ...texts.map((text) => wire.text(text))];
}

function requestId(wire: FaultWire): Record<string, string> {
  return { [wire.requestIdHeader]: "req_7" };
}
