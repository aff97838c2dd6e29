import type { ModelCall } from "../../../model/provider.js";
import type { Exchange } from "../../body/exchange.js";
import type { Connection } from "../../connection/read-connection.js";
import type { SendRequest } from "../../http/send-request.js";
import type { OpenAIOptions } from "../options/options.js";
import { readResponse } from "./read-response.js";
import { ChatStreamReader } from "./read-stream.js";
import { toRequest } from "./to-request.js";

/** One request in Chat Completions. */
export function toChatExchange(
  call: ModelCall,
  options: OpenAIOptions,
  { errors, isOfficial }: Connection,
  send: SendRequest,
): Exchange {
  const maxTokensField = isOfficial ? "max_completion_tokens" : "max_tokens";
  return {
    errors,
    stream: call.stream,
    send(signal) {
      const body = toRequest(call, {
        structuredOutput: options.structuredOutput ?? "json_schema",
        maxTokensField: options.maxTokensField ?? maxTokensField,
        server: errors.label,
      });
      return send({ path: "/chat/completions", body, stream: call.stream, signal });
    },
    createFrameReader: (requestId) => new ChatStreamReader(errors, requestId),
    readResponse: (body, requestId) => readResponse(body, errors, requestId),
  };
}
