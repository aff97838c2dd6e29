import { openai } from "../../../../src/providers/openai/openai.js";
import { useWireServer } from "../../../support/use-wire-server.js";
import { jsonReply, sseReply, type WireServer } from "../../../support/wire-server.js";
import { collect, createCall, toSse, type Outcome } from "../../conformance/bench.js";
import { created, response, usage } from "./events.js";

/** A server that answers with responses. */
export interface Asker {
  /** Answers with a stream of events, after those that begin one. */
  run(events: readonly string[]): Promise<Outcome>;
  /** Answers with a body of server-sent events. */
  runBody(body: string): Promise<Outcome>;
  /** Answers with a response as one JSON value. */
  runWhole(fields: object): Promise<Outcome>;
}

/** Sets up a server for the tests of the file. */
export async function useAsker(): Promise<Asker> {
  const server = await useWireServer();
  const ask = (reply: WireServer["reply"], stream: boolean): Promise<Outcome> => {
    server.reply = reply;
    return collect(openai({ baseURL: server.url, api: "responses" }), createCall({ stream }));
  };
  const runBody = (body: string) => ask(sseReply([body]), true);
  return {
    runBody,
    run: (events) => runBody(toSse([...created, ...events])),
    runWhole: (fields) =>
      ask(jsonReply(response({ status: "completed", usage, ...fields })), false),
  };
}

/** The parts between the start and the usage. */
export function said({ parts }: Outcome): readonly unknown[] {
  return parts.slice(1).filter(({ type }) => type !== "usage" && type !== "finish");
}

/** What is kept of an item beside what its part says. */
export function kept(item: object, ...without: readonly string[]): object {
  const fields = Object.entries(item).filter(([name]) => !without.includes(name));
  return { wire: "openai-responses", data: Object.fromEntries(fields) };
}
