import type { AgentSpec, Manifest } from "../../src/manifest/manifest.js";

/** A spec of an agent that takes and gives text, but for what a test says. */
export function specOf(changes: Partial<AgentSpec> = {}): AgentSpec {
  return {
    version: 1,
    name: "story",
    className: "StoryAgent",
    source: "agents/story.agent.ts",
    model: "openai/gpt-4o",
    streaming: true,
    params: [],
    ...changes,
  };
}

/** A manifest of some agents. */
export function manifestOf(...specs: readonly AgentSpec[]): Manifest {
  return { version: 1, agents: Object.fromEntries(specs.map((spec) => [spec.name, spec])) };
}
