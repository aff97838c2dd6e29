import { afterAll, beforeAll } from "vitest";
import type { ModelCall } from "../../../../src/model/provider.js";
import { openai } from "../../../../src/providers/openai/openai.js";
import {
  jsonReply,
  sseReply,
  startWireServer,
  type WireServer,
} from "../../../support/wire-server.js";
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

/** Sets up a server for the tests of the surrounding `describe`. */
export function createChatServer(): ChatServer {
  const started: { server?: WireServer } = {};
  const server = (): WireServer => {
    if (started.server === undefined) throw new Error("The server is used outside of a test.");
    return started.server;
  };
  const run = (call: Partial<ModelCall>) =>
    collect(openai({ baseURL: server().url }), createCall(call));
  beforeAll(async () => {
    started.server = await startWireServer();
  });
  afterAll(() => server().close());
  return {
    get host() {
      return new URL(server().url).host;
    },
    get asked() {
      return server().requests.at(-1)?.body;
    },
    stream(events, call = {}) {
      server().reply = sseReply([toSse(events)]);
      return run(call);
    },
    answer(message, finishReason = "stop") {
      const choice = { index: 0, message, finish_reason: finishReason };
      server().reply = jsonReply({ id: "chatcmpl-1", model: "test-model-1", choices: [choice] });
      return run({ stream: false });
    },
  };
}
