import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { EmitInput } from "../../../src/compiler/emit/emit-input.js";
import { emit } from "../../../src/compiler/emit/emit.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { array, literals, loadProject, projectRoot } from "./project.js";
import { createTypedProject, resolutions, type TypeProblem } from "./type-check.js";

const golden = fileURLToPath(new URL("./fixtures/project/generated/", import.meta.url));

let project: EmitInput;
beforeAll(async () => {
  project = await loadProject();
});

describe("emit", () => {
  // UPDATE_GOLDEN=1 npx vitest run test/compiler/emit/emit.test.ts, then read the difference.
  it("writes the example project as it was reviewed, to the byte", async () => {
    const tree = emit(project);
    if (process.env["UPDATE_GOLDEN"]) {
      await rm(golden, { recursive: true, force: true });
      await mkdir(golden, { recursive: true });
      for (const [file, text] of tree) await writeFile(golden + file, text);
    }
    expect([...tree.keys()].sort()).toEqual((await readdir(golden)).sort());
    for (const [file, text] of tree) {
      expect(text, file).toBe(await readFile(golden + file, "utf8"));
    }
  });

  it("writes the same bytes whatever the order of the agents, of their fields and of a spec's keys", () => {
    const expected = [...emit(project)];
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray([...project.agents], { minLength: project.agents.length }),
        fc.boolean(),
      )
      .map(([agents, reverse]) => ({
        ...project,
        agents: agents.map((agent) => ({
          ...agent,
          spec: reverse ? reversed(agent.spec) : agent.spec,
          fields: reverse ? agent.fields.toReversed() : agent.fields,
        })),
      }));
    fc.assert(
      fc.property(shuffled, (input) => {
        expect(new Map(emit(input))).toEqual(new Map(expected));
      }),
    );
  });

  it("writes a manifest that is the specs, by name, sorted", () => {
    const manifest = JSON.parse(emit(project).get("manifest.json") ?? "");
    const names = project.agents.map(({ spec }) => spec.name).sort();
    expect(Object.keys(manifest.agents)).toEqual(names);
    for (const { spec } of project.agents) expect(manifest.agents[spec.name]).toEqual(spec);
    expect(manifest.version).toBe(1);
  });

  it("writes an index that exports nothing for a project without agents", () => {
    expect(emit({ ...project, agents: [] }).get("index.ts")).toContain("export {};");
  });

  it("imports from wherever the output folder is", () => {
    const text = emit({ ...project, output: "src/made/agents" }).get("story.ts");
    expect(text).toContain(`from "../../../agents/story.agent.js"`);
    expect(text).toContain(`from "../../../agents.config.js"`);
    expect(text).toContain(`Fresh<"src/made/agents/story.ts"`);
    expect(emit({ ...project, output: "agents/out" }).get("story.ts")).toContain(
      `from "../story.agent.js"`,
    );
  });

  it("cannot be made to end a comment or a text by what an author writes", async () => {
    const nasty = '*/ "); } \u2028 ` ${x} // <script> \\';
    const [agent] = project.agents;
    if (!agent) throw new Error("the project has no agent");
    const spec = {
      ...agent.spec,
      description: nasty,
      params: [
        {
          name: "topic",
          type: literals(nasty, "plain"),
          required: false,
          default: nasty,
          description: nasty,
        },
        { name: "__proto__", type: array({ kind: "string" }), required: true, description: nasty },
        { name: "a-b", type: { kind: "string" }, required: true, constraints: { pattern: nasty } },
      ],
    } as const;
    const text = emit({ ...project, agents: [{ ...agent, spec, fields: [] }] }).get("story.ts");
    const typed = await createTypedProject(new Map([["story.ts", text ?? ""]]));
    const problems = typed.checkWith6();
    await typed.remove();
    // The modules that it imports are not there; it must parse, and declare what it declares.
    expect(problems.filter(({ message }) => !message.startsWith("TS2307"))).toEqual([]);
  }, 60_000);

  it("writes modules that run, and callers that carry their spec", async () => {
    const loader = createModuleLoader({ root: projectRoot });
    const callers = await loader.load(`${golden}index.ts`);
    expect(Object.keys(callers).sort()).toEqual(project.agents.map(({ spec }) => spec.name).sort());
    for (const { spec } of project.agents) {
      expect(callers[spec.name]).toHaveProperty("spec", spec);
    }
    const story = callers["story"] as (params: unknown) => Promise<unknown>;
    await expect(story({ topic: 1, mood: "calm" })).rejects.toMatchObject({
      code: "invalid_params",
    });
  });
});

/** What is made of one value, so that no key is where it was. */
function reversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).toReversed()) as T;
}

async function readSources(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const file of await readdir(projectRoot, { recursive: true })) {
    if (!file.endsWith(".ts") || file.startsWith("generated")) continue;
    sources.set(file, await readFile(join(projectRoot, file), "utf8"));
  }
  return sources;
}

const usage = `
import { chat, classifyTicket, event, everything, outline, story } from "./generated/index.js";
import type { StoryOutput } from "./generated/index.js";

export async function use(): Promise<void> {
  const execution = story({ topic: "AI" });
  for await (const chunk of execution) chunk.toUpperCase();
  for await (const partial of execution.partials()) partial.title?.toUpperCase();
  const output: StoryOutput = await execution;
  output.content.toUpperCase();
  await chat();
  const when: Date = (await event()).at;
  const text: string = await everything({} as Parameters<typeof everything>[0] & {});
  const { root } = await outline({ topics: [{ name: "a", below: [] }] });
  root.sections[0]?.sections[0]?.heading.toUpperCase();
  void [when, text];
  // @ts-expect-error a param is missing
  story({});
  // @ts-expect-error an unknown param
  story({ topic: "AI", mood: "calm" });
  // @ts-expect-error an unknown param of an agent without any
  chat({ topic: "AI" });
  // @ts-expect-error not one of the literals
  story({ topic: "AI", tone: "wet" });
  // @ts-expect-error it does not stream
  for await (const chunk of classifyTicket({ text: "" })) void chunk;
}
`;

describe.each(Object.keys(resolutions) as (keyof typeof resolutions)[])(
  "emitted code under the strictest flags and module resolution %s",
  (resolution) => {
    let problems: { readonly 6: readonly TypeProblem[]; readonly 7: readonly TypeProblem[] };

    beforeAll(async () => {
      const files = await readSources();
      for (const [file, text] of emit(project)) files.set(`generated/${file}`, text);
      const typed = await createTypedProject(files.set("app.ts", usage), resolution);
      problems = { 6: typed.checkWith6(), 7: await typed.checkWith7() };
      await typed.remove();
    }, 120_000);

    it.each([6, 7] as const)("is clean in TypeScript %i", (version) => {
      // The fixtures themselves have enums, which `erasableSyntaxOnly` refuses.
      const own = problems[version].filter(({ file }) => !file.startsWith("agents/"));
      expect(own).toEqual([]);
    });
  },
);

describe("emitted code without any strict flag", () => {
  it("is not taken for stale", async () => {
    const files = await readSources();
    for (const [file, text] of emit(project)) files.set(`generated/${file}`, text);
    const loose = { strict: false, exactOptionalPropertyTypes: false };
    const typed = await createTypedProject(files, "bundler", loose);
    const problems = await typed.checkWith7();
    await typed.remove();
    expect(problems.filter(({ file }) => file.startsWith("generated/"))).toEqual([]);
  }, 60_000);
});
