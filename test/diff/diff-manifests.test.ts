import { describe, expect, test } from "vitest";
import { changeRules, type ChangeCode } from "../../src/diff/change-rules.js";
import { diffManifests } from "../../src/diff/diff-manifests.js";
import type { AgentSpec } from "../../src/manifest/manifest.js";
import { agentCases } from "./agent-cases.js";
import { outputCases } from "./output-cases.js";
import { networkCases } from "./network-cases.js";
import { contextCases, paramCases } from "./param-cases.js";
import { manifestOf, specOf } from "./spec.js";

/** Every kind of change, by itself; that of an agent that went is tested where there are several. */
const changeCases = [
  ...paramCases,
  ...contextCases,
  ...outputCases,
  ...agentCases,
  ...networkCases,
];

const diff = (before: Partial<AgentSpec>, after: Partial<AgentSpec>) =>
  diffManifests(manifestOf(specOf(before)), manifestOf(specOf(after)));

describe("the changes of an agent", () => {
  test.each(changeCases)("$code: $what", ({ before, after, code, place }) => {
    const changes = diff(before, after).filter((change) => change.code !== "agent/removed");
    expect(changes.map((change) => [change.code, change.place])).toEqual([[code, place]]);
    expect(changes[0]).toMatchObject(changeRules[code]);
  });

  test.each(changeCases)("$code: $what, the other way round", ({ before, after, code }) => {
    const back = diff(after, before).map((change) => change.code);
    expect(mirrors[code] ?? [code]).toContain(back[0]);
  });

  test.each(changeCases)("none, where nothing changed: $what", ({ after }) => {
    // As read from another file: nothing is known by its identity.
    const copy = JSON.parse(JSON.stringify(after)) as Partial<AgentSpec>;
    expect(diff(after, copy)).toEqual([]);
  });

  test("every rule has a case", () => {
    const tested = new Set<string>(changeCases.map(({ code }) => code));
    expect(Object.keys(changeRules).filter((code) => !tested.has(code))).toEqual([
      "agent/removed",
      "agent/other-kind",
    ]);
  });
});

describe("the changes of a project", () => {
  test("are those of networks too, and of an agent that becomes one", () => {
    const { model: _, ...network } = specOf();
    const after = { version: 1 as const, agents: {}, networks: { story: network } };
    expect(diffManifests(manifestOf(specOf()), after)).toMatchObject([
      { agent: "story", code: "agent/other-kind", before: "agent", after: "network" },
      { agent: "story", code: "model/changed" },
    ]);
    const renamed = { ...after, networks: { tale: { ...network, name: "tale" } } };
    expect(diffManifests(after, renamed)).toMatchObject([
      { agent: "tale", code: "agent/renamed", before: "story", after: "tale" },
    ]);
    expect(diffManifests(manifestOf(), after)).toMatchObject([
      { agent: "story", code: "agent/added" },
    ]);
  });

  test("are breaking ones first, then by the agent's name", () => {
    const before = manifestOf(
      specOf({ name: "b", className: "B" }),
      specOf({ name: "a", className: "A", model: "x/y" }),
      specOf({ name: "gone", className: "Gone" }),
    );
    const after = manifestOf(
      specOf({ name: "b", className: "B", streaming: false }),
      specOf({ name: "a", className: "A", model: "x/z", streaming: false }),
      specOf({ name: "come", className: "Come" }),
    );
    expect(diffManifests(before, after).map(({ agent, code }) => `${agent} ${code}`)).toEqual([
      "a streaming/off",
      "b streaming/off",
      "gone agent/removed",
      "come agent/added",
      "a model/changed",
    ]);
  });

  test("follow an agent to its new name", () => {
    const changes = diffManifests(
      manifestOf(specOf()),
      manifestOf(specOf({ name: "tale", model: "x/y" })),
    );
    expect(changes).toMatchObject([
      { agent: "tale", code: "agent/renamed", before: "story", after: "tale" },
      { agent: "tale", code: "model/changed", before: "openai/gpt-4o", after: "x/y" },
    ]);
  });

  test("say the types as TypeScript does, with their constraints", () => {
    const params = (maxLength: number) =>
      [
        {
          name: "tags",
          type: {
            kind: "array",
            element: { kind: "union", members: [{ kind: "string" }, { kind: "null" }] },
          },
          required: true,
          constraints: { maxLength },
        },
      ] as const;
    expect(diff({ params: params(1) }, { params: params(2) })).toMatchObject([
      {
        before: "(string | null)[] (at most 1 element)",
        after: "(string | null)[] (at most 2 elements)",
      },
    ]);
  });

  test("hold an edit of a doc comment, which is one of the code", () => {
    const before = { fingerprint: "0a", description: "Old." };
    expect(diff(before, { fingerprint: "0b", description: "New." })).toMatchObject([
      { code: "code/changed", before: "0a", after: "0b" },
    ]);
  });

  test("are none for a fingerprint that was not written before", () => {
    expect(diff({}, { fingerprint: "0b" })).toEqual([]);
  });

  test("are none for doc comments and for where an agent is declared", () => {
    const params = (description: string) =>
      [{ name: "a", type: { kind: "string" }, required: true, description }] as const;
    expect(
      diff(
        { params: params("Old."), description: "Old." },
        { params: params("New."), description: "New.", source: "agents/b.agent.ts" },
      ),
    ).toEqual([]);
  });
});

/** What a change may be called from the other side, where it has another name there. */
const mirrors: Partial<Record<ChangeCode, readonly ChangeCode[]>> = Object.fromEntries(
  [
    ...(["params", "output"] as const).flatMap((side) =>
      (
        [
          ["added-required", "removed"],
          ["added-optional", "removed"],
          ["now-required", "now-optional"],
          ["widened", "narrowed"],
          ["loosened", "tightened"],
          ["opened", "closed"],
        ] as const
      ).map(([one, other]) => [`${side}/${one}`, `${side}/${other}`] as const),
    ),
    ["context/added-required", "context/removed"] as const,
    ["context/added-optional", "context/removed"] as const,
    ["context/now-required", "context/now-optional"] as const,
    ["output/declared", "output/undeclared"] as const,
    ["streaming/on", "streaming/off"] as const,
    ["tool/added", "tool/removed"] as const,
    ["agent/added", "agent/removed"] as const,
    ["states/added", "states/removed"] as const,
    ["states/refined", "states/changed"] as const,
    ["states/changed", "states/changed"] as const,
  ]
    .flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
    .map(([one], _, all) => [one, all.filter(([code]) => code === one).map(([, other]) => other)]),
);
