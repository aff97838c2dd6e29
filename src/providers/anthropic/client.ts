import { Anthropic } from "@anthropic-ai/sdk";
import { maxTimerMs } from "../../internal/duration.js";
import { allowBrowser } from "../connection/allow-browser.js";
import type { Connection } from "../connection/read-connection.js";
import { toRequestInit } from "../http/request-init.js";
import { createSender, type SendRequest } from "../http/send-request.js";
import type { AnthropicOptions } from "./options.js";

/** Makes what sends the requests of a connection, as the SDK's client makes them. */
export function createAnthropicSender(
  options: AnthropicOptions,
  connection: Connection,
): SendRequest {
  const client = new Anthropic({
    apiKey: connection.apiKey,
    baseURL: connection.baseURL,
    // A header says it, and limits of time are the runtime's.
    timeout: maxTimerMs,
    defaultHeaders: connection.headers,
    fetchOptions: toRequestInit(options.fetch),
    // A library does not write to the application's streams, and a log of requests holds keys.
    logLevel: "off",
    dangerouslyAllowBrowser: allowBrowser(connection),
  });
  return createSender(client, options.fetch);
}
