import { anthropic, openai, type FinishReason, type Provider, type Usage } from "troupe";
import { messageDelta, messageStart, textDelta } from "../providers/anthropic/events.js";
import { chunk } from "../providers/openai/chat/chunk.js";

/** The ends that a fault can ask a wire for. */
export type EndReason = Extract<FinishReason, "stop" | "length" | "content_filter">;

/** How a wire writes what faults are made of. All events are as a server sends them, blank line included. */
export interface FaultWire {
  readonly name: "openai" | "anthropic";
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

export const faultWires: readonly FaultWire[] = [openaiWire, anthropicWire];

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
