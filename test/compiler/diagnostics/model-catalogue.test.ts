import { describe, expect, test } from "vitest";
import { modelCatalogue } from "../../../src/compiler/diagnostics/model-catalogue.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { modelCases } from "./model-cases.js";
import { configure, noteCodes, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { codesOf, remember } = codes;

describe("a project that asks too much of models in every way", () => {
  testCases(modelCases, codes);
});

test("the default model is looked at as well, also where each agent names its own", async () => {
  const { diagnostics } = await useProject({
    "agents.config.ts": `import { defineConfig } from "troupe";
      export default defineConfig({ agents: "agents/**/*.ts", defaults: { model: "openai/gpt-4oo" } });`,
    "agents/story.ts": agentModule("", { decorators: '@model("openai/gpt-4o")' }),
  }).build();
  expect(diagnostics.map((one) => [one.code, pointedAt(one)])).toEqual([
    ["model/unknown", '"openai/gpt-4oo"'],
  ]);
});

describe("a model that an agent asks too much of", () => {
  const decorators = '@model("openai/gpt-5")\n@temperature(0.5)\n@maxTokens(200_000)';
  const files = { "agents/story.ts": agentModule("", { decorators }) };

  test("is named, with what to do about it", async () => {
    const { diagnostics } = await useProject(files).build();
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        'StoryAgent sets a temperature, but the model "openai/gpt-5" rejects requests that set one, so it is sent without.',
        'Remove @temperature, or choose another model. If this is out of date, correct it in agents.config.ts: models: { "openai/gpt-5": { temperature: true } }.',
      ],
      [
        'StoryAgent asks for up to 200000 tokens, but the model "openai/gpt-5" writes at most 128000.',
        'Lower @maxTokens, or "defaults.maxTokens" in agents.config.ts. If this is out of date, correct it there: models: { "openai/gpt-5": { maxOutputTokens: … } }.',
      ],
    ]);
  });

  test("is not said to refuse the temperature that the config has for all", async () => {
    const defaults = configure('{ agents: "agents/*.ts", defaults: { temperature: 0.5 } }');
    const module = agentModule("", { decorators: '@model("openai/gpt-5")' });
    expect(await codesOf({ "agents/story.ts": module, "agents.config.ts": defaults })).toEqual([]);
  });

  test("can do what the config says that it can", async () => {
    const config = configure(
      '{ agents: "agents/*.ts", models: { "openai/gpt-5": { temperature: true, maxOutputTokens: 200_000 } } }',
    );
    expect(await codesOf({ ...files, "agents.config.ts": config })).toEqual([]);
  });

  test("is nobody's to judge when it is not known, or when its provider is the fake one", async () => {
    const unknown = agentModule("", { decorators: decorators.replace("gpt-5", "gpt-99") });
    expect(await codesOf({ "agents/story.ts": unknown })).toEqual([]);
    const config = `import { defineConfig, fake } from "troupe";
export default defineConfig({ agents: "agents/*.ts", providers: { openai: fake() } });
`;
    expect(await codesOf({ ...files, "agents.config.ts": config })).toEqual([]);
  });
});

describe("a model that is almost known", () => {
  const files = { "agents/story.ts": agentModule("", {}) };
  const config = (more = "") =>
    configure(`{ agents: "agents/*.ts", defaults: { model: "openai/gpt-4oo" }, ${more} }`);

  test("is named where the config says it, with the one that is meant", async () => {
    const { diagnostics, ok } = remember(
      await useProject({ ...files, "agents.config.ts": config() }).build(),
    );
    expect(diagnostics.map(pointedAt)).toEqual(['"openai/gpt-4oo"']);
    expect(diagnostics).toMatchObject([
      {
        message: 'The model "openai/gpt-4oo" is unknown.',
        hint: 'Did you mean "openai/gpt-4o"? If "openai/gpt-4oo" exists, declare it in agents.config.ts: models: { "openai/gpt-4oo": {} }.',
      },
    ]);
    expect(ok).toBe(true);
  });

  test("may be one of its own, if the config says so", async () => {
    const own = config('models: { "openai/gpt-4oo": {} }');
    expect(await codesOf({ ...files, "agents.config.ts": own })).toEqual([]);
  });
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(modelCatalogue)).toEqual([]);
});
