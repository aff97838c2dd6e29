import {
  Agent,
  defineConfig,
  type AgentsConfig,
  type Caller,
  type JsonObject,
  type Provider,
  type StreamingCaller,
  type StreamingTextCaller,
} from "troupe";
import {
  createCaller,
  createStreamingCaller,
  createStreamingTextCaller,
  type AgentBinding,
} from "troupe/runtime";
import { z } from "zod";
import { fingerprintSchema } from "../../src/schema/zod/fingerprint-schema.js";

export const Story = z.object({ title: z.string(), content: z.string() });
export type Story = z.output<typeof Story>;

class StoryAgent extends Agent {
  topic!: string;
  override user() {
    return `Write about ${this.topic}.`;
  }
}

export interface StoryParams {
  topic: string;
}

/** What a test wants otherwise in the spec. */
export type SpecChanges = Partial<AgentBinding["spec"]>;

/** What `agents build` would write for a small agent, by hand, bound to a provider of the test's. */
function bindStory(
  provider: Provider,
  changes: SpecChanges,
  config: Partial<AgentsConfig>,
  structured: boolean,
): AgentBinding {
  return {
    spec: {
      version: 1,
      name: "story",
      className: "StoryAgent",
      source: "agents/story.agent.ts",
      model: "test/model-1",
      streaming: true,
      params: [{ name: "topic", type: { kind: "string" }, required: true }],
      ...(structured && {
        output: {
          exportName: "Story",
          source: "agents/story.agent.ts",
          schema: toJsonSchema(Story),
          fingerprint: fingerprintSchema(Story),
        },
      }),
      ...changes,
    },
    agent: StoryAgent,
    params: () => z.strictObject({ topic: z.string().min(1) }),
    ...(structured && { output: Story }),
    // The class is not decorated: without this the call would say so.
    tools: [],
    config: defineConfig({ agents: "none", providers: { test: provider }, ...config }),
  };
}

/** A streaming agent with a schema. */
export function streamingStory(
  provider: Provider,
  changes: SpecChanges = {},
  config: Partial<AgentsConfig> = {},
): StreamingCaller<StoryParams, Story, Partial<Story>> {
  return createStreamingCaller(bindStory(provider, changes, config, true));
}

/** A streaming agent whose output is its text. */
export function streamingText(
  provider: Provider,
  changes: SpecChanges = {},
  config: Partial<AgentsConfig> = {},
): StreamingTextCaller<StoryParams> {
  return createStreamingTextCaller(bindStory(provider, changes, config, false));
}

/** An agent with a schema that answers as a whole. */
export function wholeStory(
  provider: Provider,
  changes: SpecChanges = {},
  config: Partial<AgentsConfig> = {},
): Caller<StoryParams, Story> {
  return createCaller(bindStory(provider, { streaming: false, ...changes }, config, true));
}

const OptionalStory = z.object({
  title: z.string(),
  subtitle: z.string().optional(),
  tags: z.array(z.object({ name: z.string(), note: z.string().optional() })),
  extra: z.string().nullable(),
});

/** A streaming agent whose schema has optional properties, beside one that may be null. */
export function optionalStory(
  provider: Provider,
): StreamingCaller<StoryParams, z.output<typeof OptionalStory>> {
  const binding = bindStory(provider, {}, {}, true);
  const schema = toJsonSchema(OptionalStory);
  const output = {
    exportName: "OptionalStory",
    source: "agents/story.agent.ts",
    schema,
    fingerprint: fingerprintSchema(OptionalStory),
  };
  return createStreamingCaller({
    ...binding,
    spec: { ...binding.spec, output },
    output: OptionalStory,
  });
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  return z.toJSONSchema(schema, { io: "input" }) as JsonObject;
}
