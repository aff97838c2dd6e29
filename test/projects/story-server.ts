import { stepWires, type StepWire } from "../support/step-wires.js";
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

const apiKey = "sk-test-1234567890";

/** A server that speaks Chat Completions and Messages, and how a project reaches it. */
export interface StoryServer extends WireServer {
  readonly env: Readonly<Record<`${"OPENAI" | "ANTHROPIC"}_${"BASE_URL" | "API_KEY"}`, string>>;
}

/**
 * Starts the model of the projects: it asks for the tool `findHero` of `fixtures/shared`, and tells the
 * story once it has the tool's result.
 */
export async function startStoryServer(): Promise<StoryServer> {
  const server = await startWireServer(({ path, body }) => {
    const wire = wireOf(path);
    const asks = wire.countResults(body) === 0;
    const message = asks
      ? { calls: [["call_1", "findHero", '{"about":', '"ships"}']] as const }
      : { text: JSON.stringify(story) };
    return sseReply([toBytes(wire.message(message))]);
  });
  const env = {
    OPENAI_BASE_URL: server.url,
    OPENAI_API_KEY: apiKey,
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: apiKey,
  };
  return Object.assign(server, { env });
}

function wireOf(path: string): StepWire {
  const name = path.endsWith("/messages") ? "Anthropic Messages" : "Chat Completions";
  const wire = stepWires.find((one) => one.name === name);
  if (wire === undefined) throw new Error(`no wire is called ${name}`);
  return wire;
}
