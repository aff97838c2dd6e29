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
  it("build for OpenAI and Anthropic: what is not enforced is a warning, and what may take long", () => {
    const errors = checked.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ span, message }) => `${span?.file}: ${message}`)).toEqual([]);
    // Of `z.emoji()`: characters such as U+1F9B0 are in both classes, and each doubles the time.
    const slow = checked.diagnostics.filter(({ code }) => code === "schema/slow-pattern");
    expect(slow.map(({ message }) => message)).toEqual([
      expect.stringContaining("\\p{Extended_Pictographic}|\\p{Emoji_Component}"),
    ]);
    const codes = new Set(checked.diagnostics.map(({ code }) => code));
    expect([...codes].sort()).toEqual(["schema/slow-pattern", "schema/unenforceable"]);
  });

  it("pass tsc, and their output is what Zod infers", () => {
    expect(checked.problems).toEqual([]);
  });
});
