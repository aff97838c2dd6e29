import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSources, type CheckedSources, type SchemaSource } from "./check-sources.js";
import { zod3Schemas } from "./zod-3.js";
import { zod4Schemas } from "./zod-4.js";

function sourcesOf(
  schemas: Readonly<Record<string, string>>,
  zod: SchemaSource["zod"],
): readonly SchemaSource[] {
  return Object.entries(schemas).map(([name, text]) => ({ name: `${name}In${zod}`, zod, text }));
}

const sources = [...sourcesOf(zod4Schemas, "zod"), ...sourcesOf(zod3Schemas, "zod3")];
let checked: CheckedSources;

beforeAll(async () => {
  checked = await checkSources(sources);
}, 240_000);
afterAll(() => checked?.remove());

describe("schemas in the shapes of public code", () => {
  it("build for OpenAI and Anthropic: what is not enforced is a warning", () => {
    const errors = checked.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ span, message }) => `${span?.file}: ${message}`)).toEqual([]);
    const codes = new Set(checked.diagnostics.map(({ code }) => code));
    expect([...codes].sort()).toEqual(["schema/unenforceable"]);
  });

  it("pass tsc, and their output is what Zod infers", () => {
    expect(checked.problems).toEqual([]);
  });
});
