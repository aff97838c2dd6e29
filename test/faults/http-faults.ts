import type { FaultWire } from "../support/fault-wires.js";
import type { WireReply } from "../support/wire-server.js";
import { head, tail } from "./connection-faults.js";
import { answer, page, stream, type Ending, type Fault } from "./fault.js";

const story = { title: "Ünï 🎭", content: "Once. Then 世界." };

const retry = { maxAttempts: 3, initialDelayMs: 100, maxDelayMs: 10_000 };

/** A request that was turned away: nothing came, and the reply was read to its end. */
const turnedAway = {
  status: "error",
  text: "",
  usage: "none",
  requestId: true,
  connection: "whole",
} as const;

/** An answer after attempts that failed. */
const inTheEnd: Ending = {
  status: "success",
  text: head + tail,
  partial: story,
  finishReason: "stop",
  usage: "whole",
  requestId: true,
  connection: "whole",
};

/** Requests that are answered with something else than a stream. */
export const refusedRequests: readonly Fault[] = [
  {
    name: "an HTML page comes with status 200",
    replies: (wire) => [html(wire, 200, "hang")],
    ends: {
      ...turnedAway,
      code: "provider_rejected",
      httpStatus: 200,
      connection: "abandoned",
    },
  },
  {
    name: "an HTML page comes with status 502",
    replies: (wire) => [html(wire, 502)],
    ends: { ...turnedAway, code: "provider_unavailable", httpStatus: 502 },
  },
  {
    name: "an error page never ends",
    replies: (wire) => [html(wire, 502, "hang")],
    time: { after: "request", ms: 120_000 },
    ends: {
      ...turnedAway,
      status: "timeout",
      code: "timeout",
      limit: "firstToken",
      requestId: false,
      connection: "abandoned",
    },
  },
  {
    name: "the provider answers 401",
    replies: (wire) => [failure(wire, 401, "authentication_error")],
    ends: { ...turnedAway, code: "authentication", httpStatus: 401 },
  },
  {
    name: "the provider answers 400",
    replies: (wire) => [failure(wire, 400, "invalid_request_error")],
    ends: { ...turnedAway, code: "provider_rejected", httpStatus: 400 },
  },
  {
    name: "the provider's filter refuses the request with 400, of an agent with @retry",
    spec: { retry },
    replies: (wire) => [failure(wire, 400, "content_policy_violation")],
    ends: { ...turnedAway, code: "content_filtered", httpStatus: 400 },
  },
  {
    name: "the provider answers 429 and has Google's RetryInfo in a list of errors, then well",
    spec: { retry },
    replies: (wire) => [retryInfo(wire, "9.5s"), well(wire)],
    time: { after: "failure", ms: 9_500 },
    ends: { ...inTheEnd, attempts: ["rate_limited", "success"] },
  },
  {
    name: "the provider answers 404 with a text, and a fallback 401",
    spec: { retry: false, fallback: ["test/model-2"] },
    replies: (wire) => [
      page(wire, "Not here", { type: "text/plain", status: 404 }),
      failure(wire, 401, "authentication_error"),
    ],
    ends: {
      ...turnedAway,
      code: "provider_rejected",
      httpStatus: 404,
      attempts: ["provider_rejected", "authentication"],
    },
  },
  {
    name: "the provider answers 429 without Retry-After",
    replies: (wire) => [failure(wire, 429, "rate_limit_error")],
    ends: { ...turnedAway, code: "rate_limited", httpStatus: 429 },
  },
  {
    name: "the provider answers 429 with Retry-After",
    replies: (wire) => [failure(wire, 429, "rate_limit_error", { "retry-after": "7" })],
    ends: { ...turnedAway, code: "rate_limited", httpStatus: 429, retryAfterMs: 7_000 },
  },
  {
    name: "the provider answers 429 with a longer Retry-After than @retry waits",
    spec: { retry },
    replies: (wire) => [failure(wire, 429, "rate_limit_error", { "retry-after": "11" })],
    ends: { ...turnedAway, code: "rate_limited", httpStatus: 429, retryAfterMs: 11_000 },
  },
  {
    name: "the provider answers 429 without Retry-After, then well, to an agent with @retry",
    spec: { retry },
    replies: (wire) => [failure(wire, 429, "rate_limit_error"), well(wire)],
    time: { after: "failure", ms: 10_000 },
    ends: { ...inTheEnd, attempts: ["rate_limited", "success"] },
  },
  {
    name: "the provider answers 429 with Retry-After, then well, to an agent with @retry",
    spec: { retry },
    replies: (wire) => [
      failure(wire, 429, "rate_limit_error", { "retry-after": "10" }),
      well(wire),
    ],
    time: { after: "failure", ms: 10_000 },
    ends: { ...inTheEnd, attempts: ["rate_limited", "success"] },
  },
  {
    name: "the provider answers 500, then well, to an agent with @retry",
    spec: { retry },
    replies: (wire) => [failure(wire, 500, "server_error"), well(wire)],
    time: { after: "failure", ms: 10_000 },
    ends: { ...inTheEnd, attempts: ["provider_unavailable", "success"] },
  },
  {
    name: "the provider answers 401, and a fallback well",
    spec: { fallback: ["test/model-2"] },
    replies: (wire) => [failure(wire, 401, "authentication_error"), well(wire)],
    ends: { ...inTheEnd, attempts: ["authentication", "success"] },
  },
];

function well(wire: FaultWire): WireReply {
  return stream(wire, answer(wire, [head, tail]));
}

function html(wire: FaultWire, status: number, then: WireReply["then"] = "end"): WireReply {
  const body = "<html>Sign in to the network of internal-host-17.</html>";
  return page(wire, body, { type: "text/html; charset=utf-8", status, then: then ?? "end" });
}

function failure(
  wire: FaultWire,
  status: number,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): WireReply {
  const body = wire.error(type, "That did not work");
  return page(wire, body, { type: "application/json", status, headers });
}

function retryInfo(wire: FaultWire, retryDelay: string): WireReply {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay }];
  const error = { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota exceeded", details };
  return page(wire, JSON.stringify([{ error }]), { type: "application/json", status: 429 });
}
