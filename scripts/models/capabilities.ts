import type { ModelFacts } from "../../src/model-registry/model-info.js";

/**
 * What neither source says, or says wrongly, by models whose id matches: later rules hold over earlier
 * ones, and all over the sources. `"unknown"` takes away what was said.
 *
 * Kept by hand. OpenAI's and Anthropic's follow the model catalogues within `@ai-sdk/openai` 4.0.118 and
 * `@ai-sdk/anthropic` 4.0.105; each group names the pages to check it against. What is not certain is
 * left out: nothing is refused for what is unknown.
 */
interface Rule {
  readonly models: RegExp;
  readonly facts: {
    readonly [Key in keyof ModelFacts]?: ModelFacts[Key] | "unknown";
  };
}

/** Check: https://developers.openai.com/api/docs/guides/structured-outputs, …/guides/reasoning, …/models */
const openai: readonly Rule[] = [
  {
    models: /^openai\/(?:gpt-3\.5|gpt-4(?!-vision)|gpt-[56]|o\d|codex)/,
    facts: { structuredOutput: true, tools: true },
  },
  {
    models: /^openai\/(?:gpt-3\.5|gpt-4(?:$|-)|gpt-4o-2024-05-13$|chatgpt)/,
    facts: { structuredOutput: false },
  },
  // Their pages contradict each other, or the sources.
  {
    models: /^openai\/(?:gpt-5.*-chat|.*-deep-research|gpt-5\.\d-pro)/,
    facts: { structuredOutput: "unknown" },
  },
  { models: /^openai\/gpt-4-(?:0125|1106|turbo-preview)/, facts: { vision: "unknown" } },
  { models: /^openai\/gpt-5-chat/, facts: { tools: "unknown" } },
  { models: /^openai\/o1-(?:mini|preview)/, facts: { tools: false, structuredOutput: false } },
  { models: /^openai\/(?:gpt-3\.5|gpt-4(?:$|[-.o]))/, facts: { temperature: true } },
  // From GPT-5.1 on it depends on the effort that the request asks for.
  {
    models: /^openai\/(?:o\d|codex|gpt-5(?:$|-)|gpt-6-astra)/,
    facts: { reasoning: true, temperature: false },
  },
  { models: /^openai\/gpt-5-chat/, facts: { reasoning: false, temperature: "unknown" } },
  { models: /^openai\/gpt-(?:5\.[6-9]|6)/, facts: { reasoning: true, maxOutputTokens: 128_000 } },
  {
    models: /^openai\/(?:gpt-4o|gpt-4\.1|gpt-[56]|o1(?!-mini|-preview)|o3(?!-mini)|o4)/,
    facts: { files: true, vision: true },
  },
  { models: /^openai\/gpt-3\.5/, facts: { maxOutputTokens: 4_096, vision: false } },
];

/** Check: https://platform.claude.com/docs/en/about-claude/models/overview, …/build-with-claude/structured-outputs */
const anthropic: readonly Rule[] = [
  {
    models: /^anthropic\/claude-/,
    facts: { files: true, structuredOutput: true, temperature: true, tools: true, vision: true },
  },
  { models: /^anthropic\/claude-3/, facts: { structuredOutput: false } },
  { models: /^anthropic\/claude-(?:3-haiku|3-opus|3-sonnet)/, facts: { files: "unknown" } },
  {
    models: /^anthropic\/claude-(?:(?:opus|sonnet)-4(?:$|-0|-2025)|4-(?:opus|sonnet)$)/,
    facts: { structuredOutput: false },
  },
  // A source says half of it.
  { models: /^anthropic\/claude-sonnet-4-6/, facts: { maxOutputTokens: 128_000 } },
  // From Opus 4.7 on there is no sampling to be set.
  {
    models: /^anthropic\/claude-(?:opus-4-[78]|(?:opus|sonnet|haiku|fable)-5)/,
    facts: { temperature: false, reasoning: true, maxOutputTokens: 128_000 },
  },
];

/** Check: the page at each rule. */
const others: readonly Rule[] = [
  // https://ai.google.dev/gemini-api/docs/structured-output, …/document-processing
  {
    models: /^google\/gemini-(?:[2-9]|flash|pro-latest)/,
    facts: { files: true, structuredOutput: true, temperature: true, tools: true, vision: true },
  },
  // https://console.groq.com/docs/structured-outputs: the others take no schema, or promise nothing.
  { models: /^groq\/openai\/gpt-oss-(?:20b|120b)$/, facts: { structuredOutput: true } },
  { models: /^groq\/(?:llama|gemma|mixtral|qwen)/, facts: { structuredOutput: false } },
  // https://docs.x.ai/docs/guides/structured-outputs: all language models.
  { models: /^xai\/grok-/, facts: { structuredOutput: true } },
  // https://api-docs.deepseek.com/guides/json_mode: JSON, but no schema.
  { models: /^deepseek\//, facts: { structuredOutput: false } },
  // The names stay and the models change; the source has the one of 2025.
  {
    models:
      /^(?:deepseek\/deepseek-(?:chat|reasoner)|mistral\/mistral-(?:large|small)(?:-latest)?)$/,
    facts: { contextTokens: "unknown", prices: "unknown" },
  },
  // They state no limit of their own; what is listed elsewhere is somebody's guess.
  { models: /^(?:fireworks|mistral|moonshotai|xai)\//, facts: { maxOutputTokens: "unknown" } },
  // https://docs.mistral.ai/capabilities/structured-output/custom_structured_output
  { models: /^mistral\/(?:mistral|ministral|magistral)-/, facts: { structuredOutput: true } },
];

/** The order in which facts are written. */
const order: readonly (keyof ModelFacts)[] = [
  "tools",
  "structuredOutput",
  "vision",
  "files",
  "reasoning",
  "temperature",
  "contextTokens",
  "maxOutputTokens",
  "prices",
];

const rules = [...openai, ...anthropic, ...others];

/** The facts of a model with what the rules say of it. */
export function correctFacts(id: string, facts: ModelFacts): ModelFacts {
  const corrected: Readonly<Record<string, unknown>> = Object.assign(
    { ...facts },
    ...rules.filter(({ models }) => models.test(id)).map((rule) => rule.facts),
  );
  const known = order.filter((key) => ![undefined, "unknown"].includes(corrected[key] as string));
  return Object.fromEntries(known.map((key) => [key, corrected[key]])) as ModelFacts;
}
