import { describe, expect, test } from "vitest";
import { agentCatalogue } from "../../../src/compiler/diagnostics/agent-catalogue.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { agentCases } from "./agent-cases.js";
import { configure, noteCodes, story, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { codesOf, remember } = codes;

describe("a project with every mistake of agents at once", () => {
  const built = testCases(agentCases, codes);

  test("fails and writes nothing", () => {
    const { project, result } = built();
    expect(result.ok).toBe(false);
    expect(result.written).toEqual([]);
    expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
  });

  test("says it by file and position", () => {
    const places = built().result.diagnostics.map(({ span }) => [
      span?.file ?? "",
      span?.start ?? 0,
    ]);
    expect(places).toEqual(
      places.toSorted(([a, x], [b, y]) =>
        a === b ? Number(x) - Number(y) : String(a) < String(b) ? -1 : 1,
      ),
    );
  });
});

test("names the globs in which there is no agent", async () => {
  const result = await useProject({ "agents/schemas.ts": "export const x = 1;" }).build();
  expect(result.diagnostics[0]?.message).toBe('No agent was found in "agents/**/*.ts".');
});

test.each([
  ["agent/none", '{ agents: "nowhere/*.ts" }', '"nowhere/*.ts"'],
  ["agent/no-model", '{ agents: "agents/*.ts" }', "StoryAgent"],
])("reports %s for %s, at %s", async (code, config, at) => {
  const project = useProject({
    "agents.config.ts": configure(config),
    "agents/story.ts": story,
    "agents/other.ts": agentModule("", { name: "OtherAgent", decorators: '@model("fake/x")' }),
  });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([[code, at]]);
});

describe("agents that do not get along", () => {
  test("have one name", async () => {
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": story,
    };
    const { diagnostics } = remember(await useProject(files).build());
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "agent/duplicate-name",
        'Two agents are named "story": StoryAgent, and StoryAgent in agents/a.ts:6.',
      ],
    ]);
  });

  test("have one file on a disk that ignores case", async () => {
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": agentModule("", {
        name: "OtherAgent",
        decorators: '@agent({ name: "Story" })',
      }),
    };
    expect(await codesOf(files)).toEqual(["agent/duplicate-file"]);
  });

  test("have one file on a disk that composes letters and their accents", async () => {
    const named = (name: string) =>
      agentModule("", { name: "OtherAgent", decorators: `@agent({ name: "${name}" })` });
    const files = { "agents/a.ts": named("caf\u00e9"), "agents/b.ts": named("cafe\u0301") };
    expect(await codesOf(files)).toEqual(["agent/duplicate-file"]);
  });

  test("have the name of another one's type", async () => {
    const decorators = '@agent({ name: "StoryParams" })';
    const files = {
      "agents/a.ts": story,
      "agents/b.ts": agentModule("", { name: "OtherAgent", decorators }),
    };
    expect(await codesOf(files)).toEqual(["agent/reserved-name"]);
  });
});

test("a class that the globs miss is reported where somebody may have meant it to be found", async () => {
  const tools = agentModule("", { name: "SharedAgent", decorators: '@cache("1h")' });
  const files = {
    "agents/deep/story.agent.ts": agentModule("", {
      before: 'import { SharedAgent } from "../../lib/shared.js";\nexport { SharedAgent };',
    }),
    // Misses the ending, the folder and both; the last one is a test's own business.
    "agents/misnamed.ts": `${agentModule("", { name: "MisnamedAgent", decorators: "@streaming()" })}
      export const HeldAgent = @streaming() class extends Agent { user() { return ""; } };`,
    "src/lost.agent.ts": agentModule("", { name: "LostAgent", decorators: "@streaming()" }),
    "test/double.ts": agentModule("", { name: "DoubleAgent", decorators: "@streaming()" }),
    "lib/shared.ts": tools,
    // Those that nobody can have meant: abstract, hidden, of another project.
    "agents/base.ts": tools.replace("export class", "export abstract class"),
    "agents/hidden.ts": tools.replace("export class", "class"),
    "other/agents.config.ts": "",
    "other/agents/theirs.agent.ts": tools,
    "agents.config.ts": configure(
      '{ agents: "agents/**/*.agent.ts", defaults: { model: "openai/x" } }',
    ),
  };
  const project = useProject(files);
  const result = remember(await project.build());
  expect(result.diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
    ["agent/unreached", "MisnamedAgent"],
    ["agent/unreached", "HeldAgent"],
    ["agent/unreached", "SharedAgent"],
    ["agent/unreached", "LostAgent"],
  ]);
  expect(result.diagnostics[0]).toMatchObject({
    message:
      'MisnamedAgent will not be built: no "agents" glob in agents.config.ts matches its module.',
    hint: 'The globs are "agents/**/*.agent.ts". Rename the module or add a glob. If the class only exists to be extended, make it abstract.',
  });

  project.write({
    "agents/deep/story.agent.ts": agentModule("", {
      before: 'import { SharedAgent } from "../../lib/shared.js";',
    }).replace("extends Agent", "extends SharedAgent"),
  });
  const extended = (await project.build()).diagnostics.map(pointedAt);
  expect(extended).toEqual(["MisnamedAgent", "HeldAgent", "LostAgent"]);
});

describe("a schema of a package that only agents can import", () => {
  const shared = {
    "agents/node_modules/@acme/shared/package.json":
      '{ "type": "module", "exports": "./index.js" }',
    "agents/node_modules/@acme/shared/index.js":
      'import { z } from "zod";\nexport const Shared = z.object({ a: z.string() });\nexport default Shared;\n',
    "agents/node_modules/@acme/shared/index.d.ts":
      'import { z } from "zod";\nexport declare const Shared: z.ZodObject<{ a: z.ZodString }>;\nexport default Shared;\n',
  };
  const build = async (before: string, named: string) => {
    const text = agentModule("", { before, decorators: `@schema(${named})` });
    return remember(await useProject({ ...shared, "agents/story.ts": text }).build());
  };

  test.each([
    ["by its name", 'import { Shared } from "@acme/shared";', "Shared", "Shared"],
    ["by another name", 'import { Shared as S } from "@acme/shared";', "S", "Shared"],
    ["as the default", 'import Shared from "@acme/shared";', "Shared", "default"],
    ["as a whole", 'import * as shared from "@acme/shared";', "shared.Shared", "Shared"],
  ])("imported %s is to be re-exported, and then builds", async (_, line, named, exported) => {
    const remedy = `export { ${exported} } from "@acme/shared";`;
    const { diagnostics } = await build(line, named);
    expect(diagnostics.map((found) => [found.code, found.message, pointedAt(found)])).toEqual([
      [
        "schema/foreign",
        'The schema of StoryAgent comes from "@acme/shared", which modules in the output folder cannot import.',
        named,
      ],
    ]);
    expect(diagnostics[0]?.hint).toContain(remedy);
    const mended = await build(`${line}\n${remedy}`, named);
    expect(mended.diagnostics).toEqual([]);
    expect(mended.manifest?.agents["story"]?.output).toMatchObject({ exportName: exported });
  });
});

test("a part of a schema is named as an author reads it", async () => {
  const before = `export const Story = z.object({ list: z.array(z.object({ tags: z.any() })) });`;
  const text = agentModule("", { before, decorators: "@schema(Story)" });
  const { diagnostics } = await useProject({ "agents/story.ts": text }).build();
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'Providers cannot enforce a value of any type at "list[].tags".',
  ]);
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(agentCatalogue)).toEqual([]);
});
