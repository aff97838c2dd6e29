import type { CallConnection } from "../../model/call-connection.js";
import { nameConnection } from "../connection/name-connection.js";
import { createConnectionSource, type Connection } from "../connection/read-connection.js";
import type { AnthropicOptions } from "./options.js";

/** Decides where a call goes, from the options and the environment as they are then. */
export function createAnthropicConnectionSource(
  options: AnthropicOptions,
): (given?: CallConnection) => Connection {
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

/** Tells the connection from others, without a key in it. Loads no SDK. */
export function nameAnthropicConnection(options: AnthropicOptions): Promise<string> {
  const { structuredOutput, tools } = options;
  return nameConnection(createAnthropicConnectionSource(options)(), { structuredOutput, tools });
}
