import type { ModelCall } from "../../../../src/model/provider.js";
import { openai } from "../../../../src/providers/openai/openai.js";
import { useWireServer } from "../../../support/use-wire-server.js";
import { jsonReply, sseReply } from "../../../support/wire-server.js";
import { collect, createCall, toSse, type Outcome } from "../../conformance/bench.js";

/** A server of chat completions, and what a provider makes of its answers. */
export interface ChatServer {
  /** As the messages of errors, and replays, name it. */
  readonly host: string;
  /** The body of the last request. */
  readonly asked: unknown;
  /** Streams these events, and reads them. */
  stream(events: readonly string[], call?: Partial<ModelCall>): Promise<Outcome>;
  /** Answers with one message, and reads it. */
  answer(message: object, finishReason?: string): Promise<Outcome>;
}

/** Sets up a server for the tests of a file. */
export async function useChatServer(): Promise<ChatServer> {
  const server = await useWireServer();
  const run = (call: Partial<ModelCall>) =>
    collect(openai({ baseURL: server.url }), createCall(call));
  return {
    host: new URL(server.url).host,
    get asked() {
      return server.requests.at(-1)?.body;
    },
    stream(events, call = {}) {
      server.reply = sseReply([toSse(events)]);
      return run(call);
    },
    answer(message, finishReason = "stop") {
      const choice = { index: 0, message, finish_reason: finishReason };
      server.reply = jsonReply({ id: "chatcmpl-1", model: "test-model-1", choices: [choice] });
      return run({ stream: false });
    },
  };
}
