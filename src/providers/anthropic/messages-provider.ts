import type { ModelCall, Provider } from "../../model/provider.js";
import { createSenderSource } from "../http/sender-source.js";
import type { Exchange } from "../body/exchange.js";
import { openContext } from "../wire/error-context.js";
import { openStream } from "../call/open-stream.js";
import type { Connection } from "../connection/read-connection.js";
import { readExchange } from "../http/read-exchange.js";
import type { SendRequest } from "../http/send-request.js";
import { createAnthropicSender } from "./client.js";
import { createAnthropicConnectionSource } from "./connection.js";
import type { AnthropicOptions } from "./options.js";
import { readResponse } from "./read-response.js";
import { MessageStreamReader } from "./read-stream.js";
import { toRequest } from "./to-request.js";

/** Speaks Messages. Loading this module loads the SDK. */
export function createMessagesProvider(options: AnthropicOptions): Provider {
  const connect = createAnthropicConnectionSource(options);
  const senderOf = createSenderSource((connection) => createAnthropicSender(options, connection));
  return {
    kind: "anthropic",
    stream: (call) =>
      openStream(call.signal, (scope) =>
        readExchange(
          () => toExchange(call, options, connect(call.connection), senderOf),
          scope,
          call.onSettled,
        ),
      ),
  };
}

function toExchange(
  call: ModelCall,
  options: AnthropicOptions,
  connection: Connection,
  senderOf: (connection: Connection) => SendRequest,
): Exchange {
  const errors = openContext(call, connection.errors);
  return {
    errors,
    stream: call.stream,
    send(signal) {
      const { structuredOutput = "json_schema", tools = "strict" } = options;
      const body = toRequest(call, { structuredOutput, tools });
      // Of a call's own connection nothing is kept.
      const sender = call.connection
        ? createAnthropicSender(options, connection)
        : senderOf(connection);
      return sender({ path: "/v1/messages", body, stream: call.stream, signal });
    },
    createFrameReader: (requestId) => new MessageStreamReader(errors, requestId),
    readResponse: (body, requestId) => readResponse(body, errors, requestId),
  };
}
