import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { defineConfig, fake, stream } from "../../src/index.js";

/** Everything that is seen of an answer that comes character by character, as JSON. */
async function seenOf(schema: unknown, answer: unknown): Promise<string[]> {
  const script = JSON.stringify(answer);
  const config = defineConfig({
    agents: [],
    providers: { fake: fake({ script, chunkLength: 1 }) },
  });
  const messages = [{ role: "user", content: "Draw." }] as const;
  const seen: string[] = [];
  for await (const partial of stream({
    model: "fake/m",
    messages,
    schema: schema as z.ZodType,
    config,
  }).partials()) {
    seen.push(JSON.stringify(partial));
  }
  return seen;
}

describe("partial outputs", () => {
  it.each([
    [
      "of Zod 4",
      z.object({
        shapes: z.array(
          z.discriminatedUnion("kind", [
            z.object({ kind: z.literal("path"), label: z.string() }),
            z.object({ kind: z.literal("pathway"), tone: z.enum(["warm", "dry"]) }),
          ]),
        ),
      }),
    ],
    [
      "of Zod 3",
      z3.object({
        shapes: z3.array(
          z3.discriminatedUnion("kind", [
            z3.object({ kind: z3.literal("path"), label: z3.string() }),
            z3.object({ kind: z3.literal("pathway"), tone: z3.enum(["warm", "dry"]) }),
          ]),
        ),
      }),
    ],
  ])(
    "show a literal once it is whole, so that a union is told apart by it: %s",
    async (_, schema) => {
      const shapes = [
        { kind: "pathway", tone: "dry" },
        { kind: "path", label: "a path" },
      ];
      const seen = await seenOf(schema, { shapes });
      const all = seen.join("\n");
      const kinds = [...all.matchAll(/"kind":"([^"]*)"/g)].map(([, kind]) => kind);
      expect(new Set(kinds)).toEqual(new Set(["path", "pathway"]));
      expect(all).not.toMatch(/"kind":"path","tone"|"kind":"pathway","label"|"tone":"dr?"/);
      // Free text grows as it comes.
      expect(all).toContain('"label":"a pa"');
      expect(seen.at(-1)).toBe(JSON.stringify({ shapes }));
    },
  );

  it("show free text from where it is no part of a literal", async () => {
    const schema = z.object({ said: z.string(), tone: z.enum(["dry", "warm"]) });
    const seen = await seenOf(schema, { said: "dragons", tone: "dry" });
    expect(seen).toContain('{"said":"dra"}');
    expect(seen).not.toContain('{"said":"dr"}');
    expect(await seenOf(schema, { said: "dr", tone: "warm" })).toContain('{"said":"dr"}');
  });
});
