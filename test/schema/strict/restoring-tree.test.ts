import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Json, JsonObject } from "../../../src/internal/json.js";
import { createPartialJsonParser } from "../../../src/internal/partial-json/partial-json-parser.js";
import { planRestore } from "../../../src/schema/strict/plan-restore.js";
import type { RestorePlan } from "../../../src/schema/strict/restore-plan.js";
import { restore } from "../../../src/schema/strict/restore.js";
import { RestoringTree } from "../../../src/schema/strict/restoring-tree.js";

const planOf = (schema: z.ZodType): RestorePlan =>
  planRestore(z.toJSONSchema(schema, { io: "input" }) as JsonObject) ?? {};

/** What is shown after each character, each thing once, as JSON. */
function shown(schema: z.ZodType, sent: Json | string): string[] {
  const text = typeof sent === "string" ? sent : JSON.stringify(sent);
  const parser = createPartialJsonParser({ tree: new RestoringTree(planOf(schema)) });
  const values: string[] = [];
  for (const character of text) {
    parser.write(character);
    const value = JSON.stringify(parser.value);
    if (value !== undefined && value !== values.at(-1)) values.push(value);
  }
  parser.end();
  expect(parser.complete).toBe(true);
  return values;
}

describe("a restoring tree", () => {
  it("shows a list at the root from its first element on", () => {
    expect(shown(z.array(z.int()), { value: [1, 2] })).toEqual(["[]", "[1]", "[1,2]"]);
  });

  it("shows an entry of a record once its key is whole, and its value as it grows", () => {
    const sent = {
      by: [
        { key: "ab", value: "xy" },
        { key: "c", value: "z" },
      ],
    };
    expect(shown(z.object({ by: z.record(z.string(), z.string()) }), sent)).toEqual([
      "{}",
      '{"by":{}}',
      '{"by":{"ab":""}}',
      '{"by":{"ab":"x"}}',
      '{"by":{"ab":"xy"}}',
      '{"by":{"ab":"xy","c":""}}',
      '{"by":{"ab":"xy","c":"z"}}',
    ]);
  });

  it("shows a value that comes before its key when the key is there", () => {
    const schema = z.record(z.string(), z.array(z.int()));
    expect(shown(schema, { value: [{ value: [1, 2], key: "a" }] })).toEqual(["{}", '{"a":[1,2]}']);
  });

  it("shows the elements of a tuple in their order, whatever order they come in", () => {
    const schema = z.tuple([z.string(), z.int(), z.record(z.string(), z.int())], z.boolean());
    const entries = '[{"key":"k","value":3}]';
    const final = '["a",2,{"k":3},true]';
    expect(shown(schema, `{"value":{"0":"a","1":2,"2":${entries},"rest":[true]}}`)).toEqual([
      "[]",
      '[""]',
      '["a"]',
      '["a",2]',
      '["a",2,{}]',
      '["a",2,{"k":3}]',
      final,
    ]);
    const shuffled = shown(schema, `{"value":{"2":${entries},"1":2,"0":"a","rest":[true]}}`);
    expect(shuffled.at(-1)).toBe(final);
  });

  it("leaves out the null of an optional property, and keeps that of a nullable one", () => {
    const schema = z.object({ a: z.string().optional(), b: z.string().nullable() });
    expect(shown(schema, { a: null, b: null })).toEqual(["{}", '{"b":null}']);
  });

  it("shows an object that a text tells apart from that text on, or when it is whole", () => {
    const schema = z.object({
      it: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), x: z.string().nullable() }),
        z.object({ kind: z.literal("ab"), x: z.string().optional() }),
      ]),
    });
    expect(shown(schema, { it: { kind: "ab", x: null } })).toEqual(["{}", '{"it":{"kind":"ab"}}']);
    expect(shown(schema, { it: { kind: "a", x: null } }).at(-1)).toBe(
      '{"it":{"kind":"a","x":null}}',
    );
    expect(shown(schema, { it: { x: null, kind: "ab" } })).toEqual(["{}", '{"it":{"kind":"ab"}}']);
  });

  it("shows an answer in the author's own form as it is", () => {
    expect(shown(z.array(z.int()), "[1]")).toEqual(["[]", "[1]"]);
    expect(shown(z.record(z.string(), z.int()), { a: 1 })).toEqual(["{}", '{"a":1}']);
    expect(shown(z.tuple([z.int(), z.string()]), [1, "a"]).at(-1)).toBe('[1,"a"]');
    expect(shown(z.array(z.int()), "{}")).toEqual(["{}"]);
  });

  it("takes a key named __proto__ for a key", () => {
    const schema = z.record(z.string(), z.int());
    expect(shown(schema, '{"value":[{"key":"__proto__","value":1}]}')).toEqual([
      "{}",
      '{"__proto__":1}',
    ]);
  });

  it("survives entries and tuples that are none", () => {
    const schema = z.object({ by: z.record(z.string(), z.int()), at: z.tuple([z.int()]) });
    const text =
      '{"by":[1,[2],{"key":3,"value":4},{"key":"k"},{"odd":5}],"at":{"odd":[6],"0":7,"0":8}}';
    expect(() => shown(schema, text)).not.toThrow();
  });

  it("shares what is closed between what it shows, and never changes it", () => {
    const schema = z.record(z.string(), z.tuple([z.int(), z.string()]));
    const parser = createPartialJsonParser({ tree: new RestoringTree(planOf(schema)) });
    parser.write('{"value":[{"key":"a","value":{"0":1,"1":"x"}},');
    const first = parser.value as { readonly a: unknown };
    parser.write('{"key":"b","value":{"0":2,"1":"y"}}]}');
    const second = parser.value as { readonly a: unknown };
    expect(first).toEqual({ a: [1, "x"] });
    expect(second).toEqual({ a: [1, "x"], b: [2, "y"] });
    expect(second.a).toBe(first.a);
  });

  it.each([1_000, 4_000, 16_000])(
    "copies no more than in proportion to the text, over %i rows that are looked at after every few characters",
    (count) => {
      const plan = planOf(z.object({ rows: z.array(z.record(z.string(), z.int())) }));
      const row = [
        { key: "first", value: 1 },
        { key: "second", value: 2 },
      ];
      const text = JSON.stringify({ rows: Array.from({ length: count }, () => row) });
      const parser = createPartialJsonParser({ tree: new RestoringTree(plan) });
      let last: readonly unknown[] = [];
      let copied = 0;
      for (const piece of text.match(/.{1,4}/g) ?? []) {
        parser.write(piece);
        const { rows = last } = (parser.value ?? {}) as { readonly rows?: readonly unknown[] };
        if (rows === last) continue;
        // The last row may still be open; those before it are undone once and shared.
        const closed = last.length - 2;
        if (rows[closed] !== last[closed]) expect.unreachable();
        copied += rows.length;
        last = rows;
      }
      parser.end();
      expect(parser.value).toEqual(restore(JSON.parse(text), plan));
      // As in a text that is shown as it is.
      expect(copied).toBeLessThan(text.length * 400);
    },
  );
});
