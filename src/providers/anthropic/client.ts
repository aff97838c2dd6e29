import { Anthropic } from "@anthropic-ai/sdk";
import { maxTimerMs } from "../../internal/duration.js";
import { createConnectionSource, isSameConnection, type Connection } from "../read-connection.js";
import { toRequestInit } from "../request-init.js";
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

/** Gives the SDK's client for a connection. It is made once, until the connection is another. */
export function createClientSource(
  options: AnthropicOptions,
): (connection: Connection) => Anthropic {
  let current: { readonly connection: Connection; readonly client: Anthropic } | undefined;
  return (connection) => {
    if (!current || !isSameConnection(current.connection, connection)) {
      current = { connection, client: createClient(options, connection) };
    }
    return current.client;
  };
}

function createClient(options: AnthropicOptions, connection: Connection): Anthropic {
  return new Anthropic({
    apiKey: connection.apiKey,
    baseURL: connection.baseURL,
    // Retries and time are the runtime's.
    maxRetries: 0,
    timeout: maxTimerMs,
    defaultHeaders: connection.headers,
    fetchOptions: toRequestInit(options.fetch),
    // A library does not write to the application's streams, and a log of requests holds keys.
    logLevel: "off",
    ...(options.fetch !== undefined && { fetch: options.fetch }),
  });
}
