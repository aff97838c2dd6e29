import type { ModelCall, Provider } from "../../model/provider.js";
import { createSenderSource } from "../http/sender-source.js";
import type { Exchange } from "../body/exchange.js";
import { openContext } from "../wire/error-context.js";
import { openStream } from "../call/open-stream.js";
import { readExchange } from "../http/read-exchange.js";
import { toChatExchange } from "./chat/chat-exchange.js";
import { createOpenAISender } from "./client.js";
import { createOpenAIConnectionSource } from "./connection.js";
import type { OpenAIOptions } from "./options/options.js";
import { toResponsesExchange } from "./responses/responses-exchange.js";

/**
 * Speaks the API of the options, and else the one that the server knows for certain. It is asked for every
 * call, because the base URL may come from the environment. Loading this module loads the SDK.
 */
export function createOpenAIProvider(options: OpenAIOptions): Provider {
  const connect = createOpenAIConnectionSource(options);
  const senderOf = createSenderSource((connection) => createOpenAISender(options, connection));
  const toExchange = (call: ModelCall): Exchange => {
    const connection = connect(call.connection);
    const api = options.api ?? (connection.isOfficial ? "responses" : "chat");
    const create = api === "responses" ? toResponsesExchange : toChatExchange;
    const errors = openContext(call, connection.errors);
    // Of a call's own connection nothing is kept.
    const send = call.connection ? createOpenAISender(options, connection) : senderOf(connection);
    return create(call, options, { ...connection, errors }, send);
  };
  return {
    kind: "openai",
    stream: (call) =>
      openStream(call.signal, (scope) =>
        readExchange(() => toExchange(call), scope, call.onSettled),
      ),
  };
}
