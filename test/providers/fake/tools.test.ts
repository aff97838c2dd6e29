import { describe, expect, test } from "vitest";
import { complete, defineConfig, fake, stream, type FakeOptions, type Tool } from "troupe";
import { z } from "zod";

const weather: Tool = {
  name: "weather",
  description: "Tells the weather.",
  input: z.object({ city: z.string() }),
  run: (input) => `Rain in ${z.object({ city: z.string() }).parse(input).city}.`,
};
const messages = [{ role: "user", content: "Do I need an umbrella?" }] as const;

function ask(options: FakeOptions) {
  const config = defineConfig({ agents: "none", providers: { fake: fake(options) } });
  return { model: "fake/any", messages, tools: [weather], config } as const;
}

describe("an execution with tools on the fake provider", () => {
  test("takes the next answer of the script in each step", async () => {
    const script = [
      { text: "Let me look.", toolCalls: [{ name: "weather", input: { city: "Oslo" } }] },
      "Yes, take one.",
    ];
    const execution = stream(ask({ script }));
    const types: string[] = [];
    for await (const { type } of execution.events()) if (types.at(-1) !== type) types.push(type);
    expect(types).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "text_delta",
      "tool_call_delta",
      "attempt_end",
      "message_end",
      "tool_call",
      "tool_result",
      "message_start",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect((await execution.record).toolCalls).toMatchObject([
      { tool: "weather", input: { city: "Oslo" }, outcome: "success", output: "Rain in Oslo." },
    ]);
  });

  test("has arguments that do not parse told to the model, as a real one's", async () => {
    const script = [{ toolCalls: [{ name: "weather", input: '{"city":' }] }, "Sorry."];
    const execution = complete(ask({ script }));
    expect(await execution).toBe("Sorry.");
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "invalid_input" }]);
  });

  test("comes to an end without a script, with arguments that validate", async () => {
    const execution = complete(ask({}));
    expect(await execution).toContain("no model was asked");
    const { toolCalls, steps } = await execution.record;
    expect(toolCalls).toMatchObject([{ tool: "weather", outcome: "success" }]);
    expect(steps).toHaveLength(2);
  });
});
