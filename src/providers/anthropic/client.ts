import { Anthropic } from "@anthropic-ai/sdk";
import { maxTimerMs } from "../../internal/duration.js";
import { createConnectionSource, type Connection } from "../read-connection.js";
import { toRequestInit } from "../request-init.js";
import { handOver } from "../send-request.js";
import type { AnthropicOptions } from "./options.js";

/** Decides where a call goes, from the options and the environment as they are then. */
export function createAnthropicConnectionSource(options: AnthropicOptions): () => Connection {
  return createConnectionSource(options, {
    label: "Anthropic",
    baseURL: "https://api.anthropic.com",
    keyVariable: "ANTHROPIC_API_KEY",
    baseURLVariable: "ANTHROPIC_BASE_URL",
    headersVariable: "ANTHROPIC_CUSTOM_HEADERS",
    configLine: "providers: { anthropic: anthropic({ apiKey: … }) }",
    requestIdHeader: "request-id",
  });
}

/** Makes the SDK's client. Retries and time are the runtime's. */
export function createClient(options: AnthropicOptions, connection: Connection): Anthropic {
  return new Anthropic({
    apiKey: connection.apiKey,
    baseURL: connection.baseURL,
    maxRetries: 0,
    timeout: maxTimerMs,
    defaultHeaders: connection.headers,
    fetchOptions: toRequestInit(options.fetch),
    // A library does not write to the application's streams, and a log of requests holds keys.
    logLevel: "off",
    fetch: handOver(options.fetch),
  });
}
