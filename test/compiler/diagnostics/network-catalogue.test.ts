import { describe, expect, test } from "vitest";
import { networkCatalogue } from "../../../src/compiler/diagnostics/network-catalogue.js";
import { agentModule, pointedAt, useProject } from "../compiled-project.js";
import { noteCodes, testCases } from "./catalogue-tests.js";
import { network, networkCases } from "./network-cases.js";

const codes = noteCodes();
const { remember } = codes;

describe("a project with every mistake of networks at once", () => {
  testCases(networkCases, codes);
});

/** A network that calls others by name, and nothing else. */
const calling = (name: string, ...members: readonly string[]): string =>
  network(
    `async run() { ${members.map((one) => `await this.agents.${one}({});`).join(" ")} }`,
  ).replace("CaseAgentNetwork", `${name}Network`);

test("an unknown member is told the names, and the one that was meant", async () => {
  const project = useProject({
    "agents/a.ts": calling("A", "storey"),
    "agents/story.ts": agentModule(""),
  });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      "ANetwork calls this.agents.storey, but no agent or network has this name.",
      "Did you mean this.agents.story? The names are a, story.",
    ],
  ]);
});

describe("a circle", () => {
  const circlesOf = async (files: Readonly<Record<string, string>>) => {
    const { diagnostics } = remember(await useProject(files).build());
    return diagnostics.map((found) => [found.code, found.message, pointedAt(found)]);
  };

  test("of code is reported with its path, at its first call", async () => {
    const files = {
      "agents/a.ts": calling("A", "b"),
      "agents/b.ts": calling("B", "story", "c"),
      "agents/c.ts": calling("C", "a"),
      "agents/story.ts": agentModule(""),
    };
    expect(await circlesOf(files)).toEqual([
      ["member/circle", "Agents and networks call each other in a circle: a → b → c → a.", "b"],
    ]);
  });

  test("of code and a tool is reported at the code", async () => {
    const files = {
      "agents/a.ts": agentModule("", {
        before: 'import { BAgent } from "./b.js";',
        decorators: "@troupe.tools(BAgent)",
        name: "AAgent",
      }),
      "agents/b.ts": agentModule(
        "/** Looks. */ @troupe.tool() look() { return this.agents.a({}); }",
        {
          name: "BAgent",
        },
      ),
    };
    const found = await circlesOf(files);
    expect(found.filter(([code]) => code !== "tool/no-description")).toEqual([
      ["member/circle", "Agents and networks call each other in a circle: a → b → a.", "a"],
    ]);
  });

  test("of one is a warning, because the depth is bounded", async () => {
    const project = useProject({ "agents/a.ts": calling("A", "a") });
    const { ok, diagnostics } = remember(await project.build());
    expect([ok, ...diagnostics.map(({ code }) => code)]).toEqual([true, "member/itself"]);
    expect(project.read("generated/a.ts")).toContain("members: { a: () => a },");
  });
});

test("a network and an agent do not have one name", async () => {
  const project = useProject({
    "agents/a.ts": calling("Story"),
    "agents/b.ts": agentModule(""),
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.map(({ code }) => code)).toEqual(["agent/duplicate-name"]);
});

test("no agent has the name of the type of this.agents", async () => {
  const project = useProject({
    "agents/a.ts": agentModule("", { decorators: '@agent({ name: "Agents" })' }),
  });
  const { diagnostics } = await project.build();
  expect(diagnostics.map(({ code }) => code)).toEqual(["agent/reserved-name"]);
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(networkCatalogue)).toEqual([]);
});
