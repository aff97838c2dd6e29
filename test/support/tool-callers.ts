import {
  Agent,
  defineConfig,
  type AgentsConfig,
  type JsonObject,
  type Provider,
  type StreamingCaller,
  type StreamingTextCaller,
  type ToolContext,
} from "troupe";
import {
  createStreamingCaller,
  createStreamingTextCaller,
  type AgentBinding,
} from "troupe/runtime";
import { z } from "zod";
import { fingerprintSchema } from "../../src/schema/zod/fingerprint-schema.js";
import { Story, type SpecChanges } from "./callers.js";
import { createPushProvider, type PushProvider } from "./push-provider.js";

/** A tool that is a method of an agent. */
export interface MethodTool {
  readonly name: string;
  /** Default: anything that is an object. */
  readonly input?: z.ZodType;
  readonly timeoutMs?: number;
  readonly final?: true;
  readonly run: (this: Agent, input: never, context: ToolContext) => unknown;
}

/** What a test wants otherwise in the binding. */
export interface ToolAgentOptions {
  readonly spec?: SpecChanges;
  readonly config?: Partial<AgentsConfig>;
  readonly binding?: Partial<AgentBinding>;
  /** What the class overrides. */
  readonly beforeStep?: Agent["beforeStep"];
}

/** What `agents build` would write for an agent whose tools are methods, by hand. */
export function bindToolAgent(
  provider: Provider,
  tools: readonly MethodTool[],
  { spec, config, binding, beforeStep }: ToolAgentOptions = {},
): AgentBinding {
  class ToolAgent extends Agent {
    override system() {
      return "Use the tools.";
    }
    override user() {
      return "Go.";
    }
  }
  if (beforeStep) ToolAgent.prototype.beforeStep = beforeStep;
  for (const tool of tools) {
    Object.defineProperty(ToolAgent.prototype, tool.name, { value: tool.run });
  }
  return {
    spec: {
      version: 1,
      name: "worker",
      className: "ToolAgent",
      source: "agents/worker.agent.ts",
      model: "test/model-1",
      streaming: true,
      params: [],
      tools: tools.map((tool) => ({
        name: tool.name,
        description: `Does ${tool.name}.`,
        schema: toJsonSchema(inputOf(tool)),
        ...(tool.timeoutMs !== undefined && { timeoutMs: tool.timeoutMs }),
        ...(tool.final && { final: tool.final }),
        run: { kind: "method", method: tool.name },
      })),
      ...spec,
    },
    agent: ToolAgent,
    params: () => z.strictObject({}),
    toolInputs: Object.fromEntries(tools.map((tool) => [tool.name, () => inputOf(tool)])),
    // The class is not decorated: without this the call would say so.
    tools: [],
    config: defineConfig({ agents: "none", providers: { test: provider }, ...config }),
    ...binding,
  };
}

/** A streaming agent with tools whose output is its text. */
export function toolAgent(
  provider: Provider,
  tools: readonly MethodTool[],
  options?: ToolAgentOptions,
): StreamingTextCaller<Record<string, never>> {
  return createStreamingTextCaller(bindToolAgent(provider, tools, options));
}

/** The same with a schema. */
export function toolStory(
  provider: Provider,
  tools: readonly MethodTool[],
  options: ToolAgentOptions = {},
): StreamingCaller<Record<string, never>, Story, Partial<Story>> {
  const output = {
    exportName: "Story",
    source: "agents/worker.agent.ts",
    schema: toJsonSchema(Story),
    fingerprint: fingerprintSchema(Story),
  };
  return createStreamingCaller(
    bindToolAgent(provider, tools, {
      ...options,
      spec: { ...options.spec, output },
      binding: { ...options.binding, output: Story },
    }),
  );
}

/** Doubles a number. */
export const double: MethodTool = {
  name: "double",
  input: z.strictObject({ n: z.number() }),
  run: ({ n }: { n: number }) => n * 2,
};

/** Runs until it is told to stop, and then goes on all the same. */
export function hangingTool(timeoutMs?: number): MethodTool & { readonly signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  return {
    name: "hang",
    ...(timeoutMs !== undefined && { timeoutMs }),
    signals,
    run(_input, { signal }) {
      signals.push(signal);
      return new Promise(() => {});
    },
  };
}

/** What the model was told of the tools that its first message asked for. */
export async function toldOf(provider: PushProvider): Promise<readonly unknown[]> {
  const { call } = await provider.request(1);
  return call.messages
    .filter((message) => message.role === "tool")
    .map(({ content, isError }) => (isError ? { error: content } : content));
}

/** Runs one tool with these arguments; gives what the model was told. */
export async function tellOf(tool: MethodTool, text = "{}"): Promise<unknown> {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [tool])({});
  (await provider.request(0)).ask(["c1", tool.name, text]);
  const [told] = await toldOf(provider);
  execution.cancel();
  return told;
}

function inputOf({ input }: MethodTool): z.ZodType {
  return input ?? z.looseObject({});
}

export function toJsonSchema(schema: z.ZodType): JsonObject {
  return z.toJSONSchema(schema, { io: "input" }) as JsonObject;
}
