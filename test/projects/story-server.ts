import { stepWires } from "../support/step-wires.js";
import { sseReply, startWireServer, toBytes, type WireServer } from "../support/wire-server.js";

/** What the model answers in the end, in every project. */
const story = { title: "Grüße 🎭", content: "Ada of ships sets sail." };

/** What an application of a project prints for the story. */
export interface Told {
  /** The chunks, joined. */
  readonly text: string;
  readonly title: string;
  readonly content: string;
  readonly streamed: boolean;
  readonly status: string;
}

/** What {@link Told} must be. */
export const told: Told = {
  text: JSON.stringify(story),
  ...story,
  streamed: true,
  status: "success",
};

/** A server that speaks Chat Completions, and how a project reaches it. */
export interface StoryServer extends WireServer {
  readonly env: { readonly OPENAI_BASE_URL: string; readonly OPENAI_API_KEY: string };
}

/**
 * Starts the model of the projects: it asks for the tool `findHero` of `fixtures/shared`, and tells the
 * story once it has the tool's result.
 */
export async function startStoryServer(): Promise<StoryServer> {
  const [chat] = stepWires;
  if (chat === undefined) throw new Error("no wire");
  const server = await startWireServer(({ body }) => {
    const asks = chat.countResults(body) === 0;
    const message = asks
      ? { calls: [["call_1", "findHero", '{"about":', '"ships"}']] as const }
      : { text: JSON.stringify(story) };
    return sseReply([toBytes(chat.message(message))]);
  });
  const env = { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: "sk-test-1234567890" };
  return Object.assign(server, { env });
}
