import { describe, expect, test } from "vitest";
import { findDifferences } from "../../src/diff/find-differences.js";
import type { AgentSpec } from "../../src/manifest/manifest.js";
import { agentCases } from "./agent-cases.js";
import { outputCases } from "./output-cases.js";
import { networkCases } from "./network-cases.js";
import { contextCases, paramCases } from "./param-cases.js";
import { manifestOf, specOf } from "./spec.js";

/** As `agents build --check` shows them. */
function differences(before: Partial<AgentSpec>, after: Partial<AgentSpec>): string[] {
  return findDifferences(manifestOf(specOf(before)), manifestOf(specOf(after))).map(
    ({ agent, place, title, ...values }) =>
      [agent, place, title, values.before, values.after].filter(Boolean).join(" / "),
  );
}

const text = { kind: "string" } as const;
const topic = { name: "topic", type: text, required: true };
const tone = { name: "tone", type: text, required: false };

describe("differences of two builds", () => {
  test.each([...paramCases, ...contextCases, ...outputCases, ...agentCases, ...networkCases])(
    "hold what callers notice: $what",
    ({ before, after, place }) => {
      const found = findDifferences(manifestOf(specOf(before)), manifestOf(specOf(after)));
      expect(found.map((difference) => difference.place)).toContain(place);
    },
  );

  test.each<[string, Partial<AgentSpec>, Partial<AgentSpec>, string[]]>([
    [
      "the doc comment of an agent",
      { description: "Writes." },
      { description: "Tells." },
      ["story / description / changed / Writes. / Tells."],
    ],
    [
      "where it is declared, and as what",
      {},
      { source: "agents/tales.ts", className: "TaleAgent" },
      [
        "story / className / changed / StoryAgent / TaleAgent",
        "story / source / changed / agents/story.agent.ts / agents/tales.ts",
      ],
    ],
    [
      "the doc comment of a param",
      { params: [topic] },
      { params: [{ ...topic, description: "What it is about." }] },
      ["story / params.topic / has another description"],
    ],
    [
      "the order of params",
      { params: [topic, tone] },
      { params: [tone, topic] },
      ["story / params / are in another order"],
    ],
    [
      "the schema's name",
      { output: { exportName: "Story", source: "a.ts", schema: {}, fingerprint: "0" } },
      { output: { exportName: "Tale", source: "b.ts", schema: {}, fingerprint: "0" } },
      [
        "story / output.exportName / changed / Story / Tale",
        "story / output.source / changed / a.ts / b.ts",
      ],
    ],
    [
      "prompts and code",
      { fingerprint: "0a" },
      { fingerprint: "0b" },
      ["story / changed in its prompts or its code; callers are not affected / 0a / 0b"],
    ],
    [
      "a doc comment, which is of the fingerprint too",
      { fingerprint: "0a", description: "Writes." },
      { fingerprint: "0b", description: "Tells." },
      ["story / description / changed / Writes. / Tells."],
    ],
    [
      "a build of a version that wrote no fingerprint",
      { params: [topic] },
      { params: [topic], fingerprint: "0b" },
      ["story / is written differently"],
    ],
    [
      "whatever else",
      { tools: [], streaming: true },
      { streaming: true },
      ["story / is written differently"],
    ],
    ["nothing, where nothing differs", { params: [topic] }, { params: [topic] }, []],
  ])("hold what no caller notices: %s", (_, before, after, expected) => {
    expect(differences(before, after)).toEqual(expected);
  });

  test("are by agent, and new without a build before", () => {
    const after = manifestOf(specOf({ name: "b" }), specOf({ name: "a" }));
    expect(findDifferences(undefined, after).map(({ agent, title }) => [agent, title])).toEqual([
      ["a", "is new"],
      ["b", "is new"],
    ]);
  });

  test("hold an agent that is called as what every object has", () => {
    const after = manifestOf(specOf({ name: "constructor" }));
    expect(findDifferences(manifestOf(), after)).toMatchObject([{ title: "is new" }]);
  });
});
