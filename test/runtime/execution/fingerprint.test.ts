import { expect, test } from "vitest";
import { complete, defineConfig, fake } from "troupe";
import { streamingText } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { refuseUnhandledRejections } from "../../support/refuse-unhandled-rejections.js";

refuseUnhandledRejections();

test("the start and the record name the version of the agent that the spec names", async () => {
  const fingerprint = "0123456789abcdef";
  const provider = createPushProvider();
  const execution = streamingText(provider, { fingerprint })({ topic: "AI" });
  const answer = await provider.request();
  answer.text("a");
  answer.finish();
  const { values } = await collect(execution.events());
  expect(values[0]).toMatchObject({ type: "start", fingerprint });
  expect(await execution.record).toMatchObject({ status: "success", fingerprint });
});

test("they name no version where an earlier compiler has written none", async () => {
  const execution = streamingText(createPushProvider())({ topic: "AI" });
  execution.cancel();
  const { values } = await collect(execution.events());
  expect(values[0]).not.toHaveProperty("fingerprint");
  expect(await execution.record).not.toHaveProperty("fingerprint");
});

test("they name no version of a plain call", async () => {
  const config = defineConfig({ agents: [], providers: { test: fake({ script: "Hello." }) } });
  const messages = [{ role: "user", content: "Hi." }] as const;
  const execution = complete({ model: "test/model-1", messages, config });
  expect(await execution.record).not.toHaveProperty("fingerprint");
});
