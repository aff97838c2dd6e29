import type { Anthropic } from "@anthropic-ai/sdk";
import type { ModelCall, Provider } from "../../model/provider.js";
import { createClientSource } from "../client-source.js";
import type { Exchange } from "../exchange.js";
import { openStream } from "../open-stream.js";
import type { Connection } from "../read-connection.js";
import { readExchange } from "../read-exchange.js";
import { sendRequest } from "../send-request.js";
import { createClient, createAnthropicConnectionSource } from "./client.js";
import type { AnthropicOptions } from "./options.js";
import { readResponse } from "./read-response.js";
import { MessageStreamReader } from "./read-stream.js";
import { toRequest } from "./to-request.js";

/** Speaks Messages. Loading this module loads the SDK. */
export function createMessagesProvider(options: AnthropicOptions): Provider {
  const connect = createAnthropicConnectionSource(options);
  const clientOf = createClientSource((connection) => createClient(options, connection));
  return {
    kind: "anthropic",
    stream: (call) =>
      openStream(call.signal, (scope) =>
        readExchange(() => toExchange(call, options, connect(), clientOf), scope),
      ),
  };
}

function toExchange(
  call: ModelCall,
  options: AnthropicOptions,
  connection: Connection,
  clientOf: (connection: Connection) => Anthropic,
): Exchange {
  const { errors } = connection;
  return {
    errors,
    stream: call.stream,
    send(signal) {
      const client = clientOf(connection);
      const { structuredOutput = "json_schema", tools = "strict" } = options;
      const body = toRequest(call, { structuredOutput, tools });
      // Not `messages.create`: for some models it writes a warning to the application's console.
      return sendRequest(
        (options) =>
          client.post("/v1/messages", { body, stream: call.stream, ...options }).asResponse(),
        signal,
      );
    },
    createFrameReader: (requestId) => new MessageStreamReader(errors, requestId),
    readResponse: (body, requestId) => readResponse(body, errors, requestId),
  };
}
