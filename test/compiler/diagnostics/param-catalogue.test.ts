import { describe, expect, test } from "vitest";
import { paramCatalogue } from "../../../src/compiler/diagnostics/param-catalogue.js";
import { agentModule } from "../compiled-project.js";
import { paramCases } from "./param-cases.js";
import { noteCodes, testCases } from "./catalogue-tests.js";

const codes = noteCodes();
const { codesOf } = codes;

describe("a project with every mistake of params at once", () => {
  testCases(paramCases, codes);
});

test("a param that only a tool reads is read", async () => {
  const members = `@param() key!: string;\n/** x */ @troupe.tool() find() { return this.key; }`;
  const text = agentModule(members).replace("JSON.stringify(this)", '""');
  expect(await codesOf({ "agents/story.ts": text })).toEqual([]);
});

test("every code of the catalogue has been seen above", () => {
  expect(codes.unseen(paramCatalogue)).toEqual([]);
});
