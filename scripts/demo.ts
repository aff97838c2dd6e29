/**
 * `npm run demo`: two agents, two providers, no key. It starts a mock of both providers' servers on
 * this machine, with the pace of a model, calls the generated `story` through the official OpenAI SDK
 * and then through Anthropic's, and then `weather`, which has tools.
 */
import { styleText } from "node:util";
import { LLMock } from "@copilotkit/aimock";
import type { ExecutionRecord } from "troupe";

const story = {
  title: "The Lamp That Listened",
  content: [
    "Ada bought the lamp for its green glass. It was weeks before she noticed that it dimmed whenever she sighed, and a month before she thought to talk to it.",
    "It never answered in words. It warmed when she was right and flickered when she was fooling herself, and so, night after night, she learned to hear the difference.",
    "When the shop asked for it back, mislabelled as they said, she paid twice the price. Some things see you better in the dark.",
  ].join(" "),
};

const pace = { chunkSize: 14, streamingProfile: { ttft: 300, tps: 30, jitter: 0.3 } };
const mock = new LLMock({ host: "127.0.0.1", port: 0 });
mock.on(
  { toolName: "forecast", hasToolResult: false },
  {
    content: "Let me look at the forecast for Lisbon.",
    toolCalls: [{ name: "forecast", arguments: JSON.stringify({ city: "Lisbon", days: 2 }) }],
  },
  pace,
);
mock.on(
  { toolName: "forecast", hasToolResult: true },
  { content: "It stays clear: 12 °C today and 13 °C tomorrow. No umbrella is needed." },
  pace,
);
mock.on(
  { endpoint: "chat" },
  {
    content: JSON.stringify(story),
    // The same count in each provider's own words.
    usage: { prompt_tokens: 96, completion_tokens: 124, input_tokens: 96, output_tokens: 124 },
  },
  pace,
);
await mock.start();
talkOnlyTo(mock.url);

// After the environment is set, as any program would: the callers read it when they are called.
const generated = await import("../generated/index.js");

try {
  await tell("OpenAI", "openai/gpt-4o");
  await tell("Anthropic", "anthropic/claude-sonnet-5-5");
  await forecast("Do I need an umbrella in Lisbon tomorrow?");
} finally {
  await mock.stop();
}

console.log(`${dim("The same against a real key:")}

  OPENAI_API_KEY=… npx troupe run story --topic AI
  OPENAI_API_KEY=… npx troupe run weather --question "Do I need an umbrella in Lisbon?"
  ANTHROPIC_API_KEY=… npx troupe run story --topic AI --model anthropic/claude-sonnet-5-5
`);

/** Calls the agent, shows each chunk when it arrives, then what it all came to. */
async function tell(provider: string, model: string): Promise<void> {
  console.log(`${bold(`story({ topic: "AI" })`)} through the ${provider} SDK\n`);

  const execution = generated.story({ topic: "AI" }, { model });
  for await (const chunk of execution) process.stdout.write(chunk);

  console.log(`\n\n${dim("typed and validated:")}`, await execution);

  console.log(`\n${sumUp(await execution.record)}\n`);
}

/** Asks the agent with tools: its text, the arguments as the model writes them, what the tool gave. */
async function forecast(question: string): Promise<void> {
  console.log(`${bold(`weather({ question: "${question}" })`)} with a tool\n`);

  const execution = generated.weather({ question });
  for await (const event of execution.events()) {
    if (event.type === "text_delta") process.stdout.write(event.text);
    if (event.type === "tool_call_delta") {
      process.stdout.write(event.text === "" ? `\n\n${dim("→")} ${event.tool} ` : event.text);
    }
    if (event.type === "tool_result") {
      process.stdout.write(`\n${dim("←")} ${JSON.stringify(event.output)}\n\n`);
    }
  }

  const record = await execution.record;
  console.log(`\n\n${sumUp(record)} · ${record.steps.length} steps\n`);
}

/** What an execution came to, in a line. */
function sumUp(record: ExecutionRecord): string {
  const { status, model, timeToFirstTokenMs = 0, usage, chunks, durationMs } = record;
  return [
    status,
    model,
    `first token after ${Math.round(timeToFirstTokenMs)} ms`,
    `${usage?.inputTokens ?? 0} tokens in, ${usage?.outputTokens ?? 0} out`,
    `${chunks} chunks in ${(durationMs / 1_000).toFixed(1)} s`,
  ].join(" · ");
}

/**
 * Points both SDKs at the mock. Whatever this environment says of the providers is dropped first, so
 * that no key of yours is sent to the mock.
 */
function talkOnlyTo(url: string): void {
  for (const name of Object.keys(process.env)) {
    if (/^(?:OPENAI|ANTHROPIC)_/.test(name)) delete process.env[name];
  }
  Object.assign(process.env, {
    OPENAI_API_KEY: "demo",
    OPENAI_BASE_URL: `${url}/v1`,
    ANTHROPIC_API_KEY: "demo",
    ANTHROPIC_BASE_URL: url,
  });
}

function bold(text: string): string {
  return styleText("bold", text);
}

function dim(text: string): string {
  return styleText("dim", text);
}
