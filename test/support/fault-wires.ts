import { anthropic, openai, type FinishReason, type Provider, type Usage } from "troupe";
import { messageDelta, messageStart, textDelta } from "../providers/anthropic/events.js";
import { chunk } from "../providers/openai/chat/chunk.js";

/** The ends that a fault can ask a wire for. */
export type EndReason = Extract<FinishReason, "stop" | "length" | "content_filter">;

/** How a wire writes what faults are made of. All events are as a server sends them, blank line included. */
export interface FaultWire {
  readonly name: "openai" | "openai responses" | "anthropic";
  create(baseURL: string): Provider;
  readonly requestIdHeader: string;
  /** What comes before any text; with `usage` where the wire says it that early. */
  opening(usage: boolean): string;
  text(text: string): string;
  /** The finish reason, the usage and the terminal signal. */
  end(reason: EndReason, usage: boolean): string;
  /** Declines, in these words, and ends. */
  refusal(text: string): string;
  /** A body that reports an error. */
  error(type: string, message: string): string;
  /** An event with any data. */
  event(data: string): string;
  /** What of the usage is known from the opening alone. */
  readonly usageOfOpening: Usage | undefined;
}

export const apiKey = "sk-test-1234567890";

const openaiUsage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };

const openaiWire: FaultWire = {
  name: "openai",
  create: (baseURL) => openai({ baseURL, apiKey }),
  requestIdHeader: "x-request-id",
  opening: () => data(chunk({ role: "assistant", content: "", refusal: null })),
  text: (content) => data(chunk({ content })),
  end(reason, usage) {
    const counts = { id: "chatcmpl-1", model: "test-model-1", choices: [], usage: openaiUsage };
    const events = [chunk({}, reason), ...(usage ? [JSON.stringify(counts)] : []), "[DONE]"];
    return events.map(data).join("");
  },
  refusal: (refusal) => data(chunk({ refusal })) + openaiWire.end("stop", true),
  error: (type, message) => JSON.stringify({ error: { type, message, param: null, code: null } }),
  event: data,
  usageOfOpening: undefined,
};

/** The events of a response: https://platform.openai.com/docs/api-reference/responses-streaming */
const responsesWire: FaultWire = {
  name: "openai responses",
  create: (baseURL) => openai({ baseURL, apiKey, api: "responses" }),
  requestIdHeader: "x-request-id",
  opening: () =>
    [
      { type: "response.created", response: { ...response, status: "in_progress" } },
      { type: "response.output_item.added", output_index: 0, item: { ...item, content: [] } },
      { ...place, type: "response.content_part.added", part: { type: "output_text", text: "" } },
    ]
      .map(typed)
      .join(""),
  text: (delta) => typed({ ...place, type: "response.output_text.delta", delta }),
  end(reason, usage) {
    const counts = usage ? { input_tokens: 12, output_tokens: 5, total_tokens: 17 } : null;
    const why = { length: "max_output_tokens", content_filter: "content_filter", stop: null }[
      reason
    ];
    const status = why === null ? "completed" : "incomplete";
    const details = why === null ? null : { reason: why };
    const done = { ...response, status, incomplete_details: details, usage: counts };
    return (
      typed({ type: "response.output_item.done", output_index: 0, item }) +
      typed({ type: `response.${status}`, response: done })
    );
  },
  refusal: (delta) =>
    typed({ ...place, type: "response.refusal.delta", delta }) + responsesWire.end("stop", true),
  error: (type, message) =>
    JSON.stringify({ type: "error", error: { type, message, param: null, code: null } }),
  event: data,
  usageOfOpening: undefined,
};

const response = { id: "resp_1", object: "response", model: "test-model-1", output: [] };
const item = { id: "msg_1", type: "message", role: "assistant", status: "completed" };
const place = { item_id: "msg_1", output_index: 0, content_index: 0 };

function typed(event: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${event.type}\n${data(JSON.stringify(event))}`;
}

const stopReasons: Readonly<Record<EndReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  content_filter: "refusal",
};

const anthropicWire: FaultWire = {
  name: "anthropic",
  create: (baseURL) => anthropic({ baseURL, apiKey }),
  requestIdHeader: "request-id",
  opening: (usage) =>
    [
      messageStart(usage ? { input_tokens: 12, output_tokens: 1 } : undefined),
      '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      '{"type":"ping"}',
    ]
      .map(named)
      .join(""),
  text: (text) => named(textDelta(text)),
  end: (reason, usage) => endMessage({ stop_reason: stopReasons[reason] }, usage),
  refusal: (explanation) =>
    endMessage({ stop_reason: "refusal", stop_details: { type: "refusal", explanation } }, true),
  error: (type, message) => JSON.stringify({ type: "error", error: { type, message } }),
  event: named,
  usageOfOpening: { inputTokens: 12, outputTokens: 1 },
};

export const faultWires: readonly FaultWire[] = [openaiWire, responsesWire, anthropicWire];

function endMessage(delta: unknown, usage: boolean): string {
  return [
    '{"type":"content_block_stop","index":0}',
    messageDelta(delta, usage ? { output_tokens: 5 } : undefined),
    '{"type":"message_stop"}',
  ]
    .map(named)
    .join("");
}

function data(text: string): string {
  return `data: ${text}\n\n`;
}

/** Anthropic names each event after its type. */
function named(text: string): string {
  const type = /^\{"type":"(\w+)"/.exec(text)?.[1] ?? "message";
  return `event: ${type}\n${data(text)}`;
}
