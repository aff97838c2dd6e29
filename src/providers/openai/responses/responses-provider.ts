import type { OpenAI } from "openai";
import type { ModelCall, Provider } from "../../../model/provider.js";
import { createClientSource } from "../../client-source.js";
import type { Exchange } from "../../exchange.js";
import { openStream } from "../../open-stream.js";
import type { Connection } from "../../read-connection.js";
import { readExchange } from "../../read-exchange.js";
import { createClient, createOpenAIConnectionSource } from "../client.js";
import type { OpenAIOptions } from "../options.js";
import { readResponse } from "./read-response.js";
import { ResponseStreamReader } from "./read-stream.js";
import { toRequest } from "./to-request.js";

/** Speaks Responses. Loading this module loads the SDK. */
export function createResponsesProvider(options: OpenAIOptions): Provider {
  const connect = createOpenAIConnectionSource(options);
  const clientOf = createClientSource((connection) => createClient(options, connection));
  return {
    kind: "openai",
    stream: (call) =>
      openStream(call.signal, (scope) =>
        readExchange(() => toExchange(call, options, connect(), clientOf), scope),
      ),
  };
}

function toExchange(
  call: ModelCall,
  options: OpenAIOptions,
  connection: Connection,
  clientOf: (connection: Connection) => OpenAI,
): Exchange {
  const { errors } = connection;
  return {
    errors,
    stream: call.stream,
    send(signal) {
      const client = clientOf(connection);
      const body = toRequest(call, { structuredOutput: options.structuredOutput ?? "json_schema" });
      return client.responses.create(body, { signal }).asResponse();
    },
    createFrameReader: (requestId) => new ResponseStreamReader(errors, requestId),
    readResponse: (body, requestId) => readResponse(body, errors, requestId),
  };
}
