import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anthropicDialect, openaiDialect } from "../../../src/schema/strict/dialect.js";
import { freezeSchema } from "../../../src/schema/strict/freeze-schema.js";
import { planRestore } from "../../../src/schema/strict/plan-restore.js";
import { restorePlanOf, strictSchemaOf } from "../../../src/schema/strict/strict-schema-of.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";

const both = [openaiDialect, anthropicDialect];
const authorOf = async (schema: z.ZodType) => (await toJsonSchema(schema)).input;

describe("freezeSchema", () => {
  it("stores nothing of a schema that is enforced as it is, but that it is", async () => {
    const author = await authorOf(
      z.object({
        title: z.string().describe("Short."),
        tags: z.array(z.string()).describe("A few."),
      }),
    );
    expect(freezeSchema(author, both)).toEqual({
      lowered: [{ dialects: ["openai", "anthropic"], hash: expect.stringMatching(/^[\da-f]{8}$/) }],
    });
  });

  it("stores what two dialects come to once, and else each", async () => {
    const pair = await authorOf(z.object({ pair: z.tuple([z.string(), z.string()]) }));
    const frozen = freezeSchema(pair, both);
    expect(frozen.lowered).toMatchObject([{ dialects: ["openai", "anthropic"] }]);
    expect(frozen.restore).toEqual({ properties: { pair: { tuple: {} } } });
    const optional = freezeSchema(await authorOf(z.object({ a: z.string().optional() })), both);
    expect(optional.lowered.map(({ dialects }) => dialects)).toEqual([["openai"], ["anthropic"]]);
    expect(new Set(optional.lowered.map(({ hash }) => hash)).size).toBe(2);
  });

  it("says what a dialect does not enforce", async () => {
    const Node = z.object({
      get kids() {
        return z.array(Node);
      },
    });
    expect(freezeSchema(await authorOf(Node), both).lowered).toMatchObject([
      { dialects: ["openai"] },
      { dialects: ["anthropic"], enforced: false },
    ]);
  });

  it("is what is read later, and what is not frozen is lowered then", async () => {
    const schema = await authorOf(z.object({ by: z.record(z.string(), z.string().optional()) }));
    const frozen = { schema, ...freezeSchema(schema, [openaiDialect]) };
    expect(strictSchemaOf(frozen, openaiDialect)).toEqual({
      schema: frozen.lowered[0]?.schema,
      enforced: true,
    });
    for (const dialect of both) {
      expect(strictSchemaOf({ schema }, dialect)).toMatchObject(strictSchemaOf(frozen, dialect));
      expect(strictSchemaOf(frozen, dialect).schema).toBe(strictSchemaOf(frozen, dialect).schema);
    }
    expect(restorePlanOf(frozen)).toBe(frozen.restore);
    expect(restorePlanOf({ schema })).toBe(planRestore(schema));
    // Nothing to undo was frozen too, and is not looked for again.
    expect(restorePlanOf({ schema, lowered: [] })).toBeUndefined();
  });
});
