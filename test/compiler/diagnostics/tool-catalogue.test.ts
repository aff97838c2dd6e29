import { describe, expect, test } from "vitest";
import { toolCatalogue } from "../../../src/compiler/diagnostics/tool-catalogue.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { toolCases } from "./tool-cases.js";
import { configure, noteCodes, story, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { codesOf, remember } = codes;

describe("a project with every mistake of tools at once", () => {
  testCases(toolCases, codes);
});

const inAgents = (more: string) => `{ agents: "agents/*.ts", ${more} }`;
const withModel = (more: string) => inAgents(`defaults: { model: "openai/x" }, ${more}`);
const withDefaults = (more: string) => inAgents(`defaults: { model: "openai/x", ${more} }`);

test.each([
  ["config/tools", withModel('tools: { timeout: "1 minute" as never }'), '"1 minute" as never'],
  ["config/tools", withModel("tools: { concurrency: 0 }"), "0"],
  ["config/tools", withDefaults("maxSteps: 1.5"), "1.5"],
])("reports %s for %s, at %s", async (code, config, at) => {
  const project = useProject({
    "agents.config.ts": configure(config),
    "agents/story.ts": story,
    "agents/other.ts": agentModule("", { name: "OtherAgent", decorators: '@model("fake/x")' }),
  });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([[code, at]]);
});

describe("agents that are tools", () => {
  const helper = agentModule("@param() topic!: string;", { name: "HelperAgent" });
  const storyWith = (decorators: string, before = 'import { HelperAgent } from "./helper.js";') =>
    agentModule("", { decorators: `@description("x")\n${decorators}`, before });

  test("are agents of the build, and are described", async () => {
    const files = {
      "agents/story.ts": storyWith(
        "@troupe.tools(HelperAgent, Elsewhere)",
        'import { HelperAgent } from "./helper.js";\nimport { HelperAgent as Elsewhere } from "../other.js";',
      ),
      "agents/helper.ts": helper,
      "other.ts": helper,
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map((found) => [found.code, found.message, pointedAt(found)])).toEqual([
      [
        "tool/no-description",
        'The tool "helper" has no description, and models choose tools by their descriptions.',
        "HelperAgent",
      ],
      [
        "tool/agent-not-built",
        "@tools of StoryAgent lists the class HelperAgent, which this build does not compile as an agent.",
        "Elsewhere",
      ],
    ]);
  });

  test("have no longer than the agent that calls them", async () => {
    const files = {
      "agents/story.ts": storyWith('@timeout("30s")\n@troupe.tools(HelperAgent)'),
      "agents/helper.ts": agentModule("", {
        name: "HelperAgent",
        decorators: '@description("x")\n@timeout("2m")',
      }),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'The tool "helper" may take 2m, longer than StoryAgent as a whole (30s).',
    ]);
  });

  test("do not call each other in a circle", async () => {
    const files = {
      "agents/first.ts": `${storyWith("@troupe.tools(HelperAgent)")}
        troupe.tools(StoryAgent)(HelperAgent);`,
      "agents/helper.ts": agentModule("", {
        name: "HelperAgent",
        decorators: '@description("x")',
      }),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["tool/agent-cycle", "Agents are tools of each other in a circle: helper → story → helper."],
    ]);
  });

  test("have params that a model can be told of", async () => {
    const files = {
      "agents/story.ts": storyWith("@troupe.tools(HelperAgent)"),
      "agents/helper.ts": agentModule("@param(z.unknown().transform(String)) at!: string;", {
        name: "HelperAgent",
        decorators: '@description("x")',
      }).replace("z.unknown().transform(String)", "z.instanceof(Date).transform(String)"),
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "tool/input",
        expect.stringContaining(
          'The input of the tool "helper" cannot be described to a model: "at" is a check in code,',
        ),
      ],
    ]);
  });
});

test("what a parent says of steps is said of those of its kind that have tools", async () => {
  const parent = `@troupe.maxSteps(5) @streaming({ steps: "final" }) abstract class Base extends Agent {}`;
  const text = agentModule("", { before: parent }).replace("extends Agent {\n", "extends Base {\n");
  expect(await codesOf({ "agents/story.ts": text })).toEqual([]);
});

test("a number of steps that is none is named, also where it comes with options", async () => {
  const decorators = '@troupe.maxSteps(0, { atLimit: "fail" })';
  const { diagnostics } = await useProject({
    "agents/story.ts": agentModule("", { decorators }),
  }).build();
  expect(diagnostics).toMatchObject([
    { code: "agent/invalid-max-steps", message: expect.stringMatching(/\b0\b/) },
  ]);
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(toolCatalogue)).toEqual([]);
});
