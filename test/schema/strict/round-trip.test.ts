import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/internal/json.js";
import { createPartialJsonParser } from "../../../src/internal/partial-json/partial-json-parser.js";
import { anthropicDialect, openaiDialect } from "../../../src/schema/strict/dialect.js";
import { findUnenforceable } from "../../../src/schema/strict/find-unenforceable.js";
import { lowerSchema } from "../../../src/schema/strict/lower-schema.js";
import { restore } from "../../../src/schema/strict/restore.js";
import { RestoringTree } from "../../../src/schema/strict/restoring-tree.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import { anySchema, type AnySchema } from "./arbitrary-schema.js";
import { brokenRules } from "./dialect-rules.js";
import { sampleInstance } from "./sample-instance.js";
import { planRestore } from "../../../src/schema/strict/plan-restore.js";

const schemas = anySchema(3);
const dialects = [openaiDialect, anthropicDialect];
const runs = Number(process.env["RUNS"] ?? 400);

/** The author's JSON Schema; `undefined` for one that no model can be asked for. */
async function authorOf({ zod }: AnySchema): Promise<JsonObject | undefined> {
  try {
    return (await toJsonSchema(zod)).input;
  } catch {
    return undefined;
  }
}

describe("what a model sends under a lowered schema", () => {
  it("is valid under the author's schema, once it is restored", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, fc.integer(), async (schema, seed) => {
        const author = await authorOf(schema);
        if (author === undefined) return;
        for (const dialect of dialects) {
          const lowered = lowerSchema(author, dialect);
          for (let more = 0; more < 8; more += 1) {
            const sent = sampleInstance(lowered, seed + more);
            const restored = restore(sent, planRestore(author));
            const parsed = schema.zod.safeParse(restored);
            expect(
              parsed.success,
              `${schema.text}\n${JSON.stringify(author)}\n${JSON.stringify(lowered)}\nsent ${JSON.stringify(sent)}\nrestored ${JSON.stringify(restored)}`,
            ).toBe(true);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it("is shown, while it streams, as what it is restored to in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        schemas,
        fc.integer(),
        fc.integer({ min: 1, max: 7 }),
        async (schema, seed, size) => {
          const author = await authorOf(schema);
          if (author === undefined) return;
          const lowered = lowerSchema(author, openaiDialect);
          const plan = planRestore(author);
          if (plan === undefined) return;
          for (let more = 0; more < 6; more += 1) {
            const text = JSON.stringify(sampleInstance(lowered, seed + more));
            const parser = createPartialJsonParser({ tree: new RestoringTree(plan) });
            for (let at = 0; at < text.length; at += size) {
              parser.write(text.slice(at, at + size));
              void parser.value;
            }
            parser.end();
            expect(parser.complete).toBe(true);
            expect(parser.value, `${schema.text}\n${JSON.stringify(plan)}\n${text}`).toEqual(
              restore(JSON.parse(text), plan),
            );
          }
        },
      ),
      { numRuns: runs },
    );
  });
});

describe("a lowered schema", () => {
  it("keeps to the rules that its provider documents", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, async (schema) => {
        const author = await authorOf(schema);
        if (author === undefined) return;
        for (const [dialect, provider] of [
          [openaiDialect, "OpenAI"],
          [anthropicDialect, "Anthropic"],
        ] as const) {
          if (findUnenforceable(author, dialect).length > 0) continue;
          const lowered = lowerSchema(author, dialect);
          expect(brokenRules(lowered, provider), JSON.stringify(lowered)).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});
