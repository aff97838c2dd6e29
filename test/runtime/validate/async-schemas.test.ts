import { describe, expect, test } from "vitest";
import { complete, defineConfig, type ZodSchema } from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod3";
import { settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { refuseUnhandledRejections } from "../../support/refuse-unhandled-rejections.js";

refuseUnhandledRejections();

/** Asks for a schema; the model says `{"a":"x"}`. */
async function ask<Schema extends ZodSchema>(schema: Schema) {
  const provider = createPushProvider();
  const config = defineConfig({ agents: [], providers: { test: provider } });
  const messages = [{ role: "user", content: "Hi." }] as const;
  const execution = complete({ model: "test/model-1", messages, schema, config });
  const answer = await provider.request();
  answer.text('{"a":"x"}');
  answer.finish();
  return { execution, started: settle() };
}

describe("a schema that checks in its own time", () => {
  const exists = async (): Promise<boolean> => true;
  const isUnknown = async (): Promise<boolean> => false;

  test.each<readonly [string, ZodSchema]>([
    ["Zod 4", z.object({ a: z.string().refine(exists) })],
    ["Zod 4 mini", mini.object({ a: mini.string().check(mini.refine(exists)) })],
    ["Zod 3", z3.object({ a: z3.string().refine(exists) })],
  ])("gives the output, in %s", async (_version, schema) => {
    expect(await (await ask(schema)).execution).toEqual({ a: "x" });
  });

  test.each<readonly [string, ZodSchema]>([
    ["Zod 4", z.object({ a: z.string().refine(isUnknown) })],
    ["Zod 4 mini", mini.object({ a: mini.string().check(mini.refine(isUnknown)) })],
    ["Zod 3", z3.object({ a: z3.string().refine(isUnknown) })],
  ])("refuses it with its place, in %s", async (_version, schema) => {
    const { execution } = await ask(schema);
    await expect(execution).rejects.toMatchObject({
      code: "invalid_output",
      issues: [{ path: ["a"] }],
    });
  });

  test("may transform it", async () => {
    const { execution } = await ask(z.object({ a: z.string() }).transform(async ({ a }) => [a]));
    expect(await execution).toEqual(["x"]);
  });

  test("fails with invalid_output when the check itself fails, and nothing is left unhandled", async () => {
    const broken = z.object({ a: z.string() }).refine(async () => {
      throw new Error("The database is down.");
    });
    const { execution } = await ask(broken);
    await expect(execution).rejects.toMatchObject({
      code: "invalid_output",
      cause: { message: "The database is down." },
    });
  });

  test("holds nobody who cancels meanwhile; the text was whole", async () => {
    const checked = Promise.withResolvers<boolean>();
    const { execution, started } = await ask(
      z.object({ a: z.string() }).refine(() => checked.promise),
    );
    await started;
    execution.cancel();
    await expect(execution).rejects.toMatchObject({ code: "cancelled" });
    checked.resolve(true);
    await settle();
    expect(await execution.record).toMatchObject({ status: "cancelled", text: '{"a":"x"}' });
    expect(await execution.text).toBe('{"a":"x"}');
  });
});
