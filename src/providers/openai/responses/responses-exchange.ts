import type { ModelCall } from "../../../model/provider.js";
import type { Exchange } from "../../body/exchange.js";
import type { Connection } from "../../connection/read-connection.js";
import type { SendRequest } from "../../http/send-request.js";
import type { OpenAIOptions } from "../options/options.js";
import { readResponse } from "./read-response.js";
import { ResponseStreamReader } from "./read-stream.js";
import { toRequest } from "./to-request.js";

/** One request in Responses. */
export function toResponsesExchange(
  call: ModelCall,
  options: OpenAIOptions,
  { errors, isOfficial }: Connection,
  send: SendRequest,
): Exchange {
  return {
    errors,
    stream: call.stream,
    send(signal) {
      const { structuredOutput = "json_schema" } = options;
      const body = toRequest(call, { structuredOutput, isOfficial });
      return send({ path: "/responses", body, stream: call.stream, signal });
    },
    createFrameReader: (requestId) => new ResponseStreamReader(errors, requestId),
    readResponse: (body, requestId) => readResponse(body, errors, requestId),
  };
}
