import { decorated, type DiagnosticCase } from "./catalogue-tests.js";

const clock = `import { defineTool, tools } from "troupe";
export const clock = defineTool({
  name: "clock", description: "Tells the time.", input: z.object({}), run: () => 0,
});`;

/** What agents ask too much of models. */
export const modelCases: readonly DiagnosticCase[] = [
  {
    mistake: "models that are almost known",
    module: decorated('@model("openai/gpt-4oo")\n@fallback("anthropic/claude-sonet-4-5")'),
    expected: [
      ["model/unknown", '"openai/gpt-4oo"'],
      ["model/unknown", '"anthropic/claude-sonet-4-5"'],
    ],
  },
  {
    mistake: "tools on a model that cannot use any",
    module: decorated('@model("openai/o1-mini")\n@fallback("openai/gpt-4o")\n@tools(clock)', clock),
    expected: [["model/no-tools", '"openai/o1-mini"']],
  },
  {
    mistake: "tools that a fallback cannot use",
    module: decorated('@fallback("openai/o1-mini")\n@tools(clock)', clock),
    expected: [["model/no-tools", '"openai/o1-mini"']],
  },
  {
    mistake: "a schema on models that cannot be held to one",
    module: decorated(
      '@model("openai/gpt-4-turbo-2024-04-09")\n@fallback("anthropic/claude-3-haiku-20240307")\n@schema(Story)',
      "export const Story = z.object({ a: z.string() });",
    ),
    expected: [
      ["model/no-structured-output", '"openai/gpt-4-turbo-2024-04-09"'],
      ["model/no-structured-output", '"anthropic/claude-3-haiku-20240307"'],
    ],
  },
  {
    mistake: "a temperature on a model that refuses one",
    module: decorated('@model("openai/gpt-5-mini")\n@temperature(0.2)'),
    expected: [["model/no-temperature", "0.2"]],
  },
  {
    mistake: "a temperature that a fallback refuses",
    module: decorated('@temperature(0.2)\n@fallback("openai/o3")'),
    expected: [["model/no-temperature", "0.2"]],
  },
  {
    mistake: "more tokens than a model writes",
    module: decorated('@model("openai/gpt-4o")\n@maxTokens(16_385)'),
    expected: [["model/max-tokens", "16_385"]],
  },
  {
    mistake: "more tokens than a fallback writes",
    module: decorated('@maxTokens(16_384)\n@fallback("anthropic/claude-3-haiku-20240307")'),
    expected: [["model/max-tokens", "16_384"]],
  },
  {
    mistake: "an effort of thinking for a model that does not think",
    module: decorated(
      '@model("openai/gpt-4o")\n@troupe.providerOptions({ openai: { reasoning_effort: "low" } })',
    ),
    expected: [["model/no-reasoning", "reasoning_effort"]],
  },
];
