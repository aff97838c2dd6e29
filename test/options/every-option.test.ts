import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import {
  agent,
  aiSdk,
  anthropic,
  cache,
  clientTool,
  codeExecution,
  complete,
  defineConfig,
  defineTool,
  fake,
  fileSearch,
  maxSteps,
  Network,
  openai,
  providerTool,
  retry,
  streaming,
  timeout,
  tool,
  webFetch,
  webSearch,
  wrapProvider,
} from "troupe";
import { build, formatDiagnostics } from "troupe/compiler";
import { agents } from "troupe/vite";
import { z } from "zod";
import { streamingText } from "../support/callers.js";
import { plainNetwork } from "../support/networks.js";
import { readOptionTypes } from "../support/read-public-types.js";
import { useProject } from "../compiler/compiled-project.js";

/** Hands options to where they are taken; what it throws, or rejects with, is looked at. */
interface Taker {
  readonly give: (options: never) => unknown;
  /** What it does not do without. */
  readonly needed?: object;
}

const inConfig = (wrap: (options: never) => object): Taker["give"] => {
  return (options) => defineConfig({ agents: "agents/*.ts", ...wrap(options) });
};
const ask = (options: never) => streamingText(fake({ script: "a" }))({ topic: "AI" }, options);
const calls: readonly Taker[] = [{ give: ask }];

class QuietNetwork extends Network<unknown> {
  override async run() {}
}
const askNetwork = (options: never) => plainNetwork(QuietNetwork, {})({}, options);
const models = (facts: object) => ({ models: { "a/b": facts } });
const rates = { input: 1, output: 1 };

/** A conversation whose last turn waits for a tool. */
function pausedConversation() {
  const call = { type: "tool_call", id: "c1", name: "book", arguments: "{}" } as const;
  return streamingText(fake()).conversation({
    turn: {
      params: { topic: "AI" },
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: [call] },
      ],
    },
  });
}

/** Every option interface of the package, and all who take it. */
const takers: Readonly<Record<string, readonly Taker[]>> = {
  AgentOptions: [{ give: agent, needed: { name: "a" } }],
  CacheOptions: [{ give: cache, needed: { ttl: "1h" } }],
  StreamingOptions: [{ give: streaming }],
  ToolMethodOptions: [{ give: tool }],
  MaxSteps: [
    {
      give: (maxSteps) => ask({ maxSteps } as never),
      needed: { max: 5, atLimit: "fail" },
    },
    {
      give: inConfig((maxSteps) => ({ defaults: { maxSteps } })),
      needed: { max: 5, atLimit: "fail" },
    },
  ],
  MaxStepsOptions: [{ give: (options) => maxSteps(5, options) }],
  RetryOptions: [
    { give: retry },
    { give: inConfig((retry) => ({ defaults: { retry } })) },
    { give: (retry) => complete({ model: "fake/a", messages: [], retry }) },
  ],
  TimeoutLimits: [
    { give: timeout },
    { give: inConfig((timeout) => ({ defaults: { timeout } })) },
    { give: (timeout) => ask({ timeout } as never) },
  ],
  ToolOptions: [
    {
      give: defineTool,
      needed: { name: "a", description: "", input: z.object({}), run: () => 1 },
    },
  ],
  AgentsConfig: [{ give: defineConfig, needed: { agents: "agents/*.ts" } }],
  ContentPolicy: [{ give: inConfig((content) => ({ content })) }],
  EmitConfig: [{ give: inConfig((emit) => ({ emit })) }],
  AgentDefaults: [{ give: inConfig((defaults) => ({ defaults })) }],
  ToolsConfig: [{ give: inConfig((tools) => ({ tools })) }],
  ModelFacts: [{ give: inConfig(models) }],
  ModelPrices: [{ give: inConfig((prices) => models({ prices })), needed: rates }],
  ConditionalRates: [
    {
      give: inConfig((rate) => models({ prices: { ...rates, except: [rate] } })),
      needed: rates,
    },
  ],
  OpenAIOptions: [{ give: openai }],
  AnthropicOptions: [{ give: anthropic }],
  AiSdkOptions: [{ give: (options) => aiSdk(() => Promise.reject(new Error()), options) }],
  ProviderWrapper: [{ give: (wrapper) => wrapProvider(fake(), wrapper) }],
  FakeOptions: [{ give: fake }],
  FakeReply: [
    { give: (script) => fake({ script }) },
    { give: (reply) => fake({ script: ["a", reply] }) },
    {
      give: (reply) =>
        complete({
          model: "fake/a",
          messages: [{ role: "user", content: "" }],
          config: defineConfig({ agents: [], providers: { fake: fake({ script: () => reply }) } }),
        }),
    },
  ],
  FakeToolCall: [
    {
      give: (call) => fake({ script: { toolCalls: [call] } }),
      needed: { name: "a", input: {} },
    },
  ],
  FakeHostedCall: [
    { give: (call) => fake({ script: { hostedCalls: [call] } }), needed: { name: "a" } },
  ],
  FakeSource: [{ give: (source) => fake({ script: { sources: [source] } }) }],
  WebSearchOptions: [{ give: webSearch }],
  WebFetchOptions: [{ give: webFetch }],
  FileSearchOptions: [{ give: fileSearch, needed: { stores: ["a"] } }],
  CodeExecutionOptions: [{ give: codeExecution }],
  ProviderToolOptions: [{ give: providerTool, needed: { name: "a", id: "b.c" } }],
  SearchLocation: [{ give: (location) => webSearch({ location }) }],
  FakeFault: [
    { give: (fault) => fake({ script: { fault } }), needed: { kind: "error", error: "timeout" } },
  ],
  Usage: [
    {
      give: (usage) => fake({ script: { usage } }),
      needed: { inputTokens: 1, outputTokens: 1 },
    },
  ],
  CallOptions: calls,
  StreamingCallOptions: calls,
  DecidingCallOptions: calls,
  UndecidedCallOptions: calls,
  AnySchemaOption: calls,
  NetworkCallOptions: [{ give: askNetwork }],
  EventReceiver: calls,
  CallConnection: [{ give: (connection) => ask({ connection } as never) }],
  ClientToolOptions: [
    { give: clientTool, needed: { name: "a", description: "", input: z.object({}) } },
  ],
  ConversationOptions: [{ give: (options) => streamingText(fake()).conversation(options) }],
  OpenTurn: [
    {
      give: (turn) => streamingText(fake()).conversation({ turn } as never),
      needed: { params: {}, messages: [{ role: "user", content: "a" }] },
    },
  ],
  ToolAnswer: [
    {
      give: (answer) => pausedConversation().continue([answer]),
      needed: { toolCallId: "c1", approved: true },
    },
  ],
  EventsOptions: [{ give: (options) => ask({} as never).events(options) }],
  PacedOptions: [{ give: (options) => ask({} as never).paced(options) }],
  SentenceOptions: [{ give: (options) => ask({} as never).sentences(options) }],
  PlainCallOptions: [
    {
      give: (options) => complete(options),
      needed: { model: "fake/a", messages: [{ role: "user", content: "" }] },
    },
  ],
  BuildOptions: [{ give: build, needed: { root: tmpdir() } }],
  FormatOptions: [
    { give: (options) => formatDiagnostics([], options), needed: { format: "text" } },
  ],
  BuildAgentsOptions: [{ give: agents }],
};

/** The build says what is wrong with these, where they are written. */
const ofBuild = ["ParamConstraints"];

const found = readOptionTypes();

test("every public option interface is known here, and every one that is known here is there", () => {
  expect([...found.keys()].toSorted()).toEqual([...Object.keys(takers), ...ofBuild].toSorted());
});

const options = [...found].flatMap(([type, names]) =>
  (takers[type] ?? []).flatMap((taker, index) =>
    names.map((name) => ({ type, name, index, taker })),
  ),
);

async function failureOf({ give, needed }: Taker, options: object): Promise<unknown> {
  try {
    await give({ ...needed, ...options } as never);
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each(options)("$type: $name refuses a value of a wrong type ($index)", async (option) => {
  const error = await failureOf(option.taker, { [option.name]: Symbol("wrong") });
  expect(error).toMatchObject({
    code: expect.stringMatching(/^(?:config_invalid|invalid_params|invalid_attachment)$/),
    message: expect.stringContaining(option.name),
  });
});

test.each(options)(
  "a misspelt $name of $type is told what it may mean ($index)",
  async (option) => {
    const { name, taker } = option;
    const misspelt = `${name[0]}${name}`;
    const error = await failureOf(taker, { [misspelt]: undefined });
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(?:config_invalid|invalid_params)$/),
      message: expect.stringMatching(new RegExp(`${misspelt}.* Did you mean "(?:.*\\.)?${name}"`)),
    });
  },
);

test("constraints of params that are wrong or misspelt are diagnostics", async () => {
  const names = found.get("ParamConstraints") ?? [];
  const fields = names.map(
    (name) =>
      `@param({ ${name}: Symbol("wrong") as never }) ${name}Wrong!: string;
       @param({ ${name[0]}${name}: 1 } as never) ${name}Misspelt!: string;`,
  );
  const project = useProject({
    "agents/story.ts": `import { Agent, param } from "troupe";
      export class StoryAgent extends Agent { ${fields.join("\n")} override user() { return ""; } }`,
  });
  const { diagnostics } = await project.build();
  const said = diagnostics.map(({ message, hint = "" }) => `${message} ${hint}`).join("\n");
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    expect(said).toContain(`${name} is Symbol(wrong)`);
    expect(said).toContain(`Did you mean "${name}"?`);
  }
});
