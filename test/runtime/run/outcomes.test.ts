import { describe, expect, test } from "vitest";
import { AgentError, isAgentError, type ModelStreamPart } from "troupe";
import { streamingStory, streamingText, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";

const usage: ModelStreamPart = { type: "usage", usage: { inputTokens: 7, outputTokens: 5 } };

describe("the end of an execution", () => {
  test("a valid answer is the output, validated", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text('{"title":"A","content":"B"}');
    answer.finish();
    expect(await execution).toEqual({ title: "A", content: "B" });
    expect(answer.call.stream).toBe(false);
  });

  test("an answer of the wrong shape is invalid_output with every issue and the raw text", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text('{"title":1}');
    answer.push(usage);
    answer.finish();
    const error = await execution.catch((reason: unknown) => reason);
    if (!isAgentError(error)) throw new Error("expected an AgentError");
    expect(error).toMatchObject({
      code: "invalid_output",
      status: "invalid_output",
      partialText: '{"title":1}',
      agent: "story",
      model: "test/model-1",
      usage: { inputTokens: 7, outputTokens: 5 },
    });
    expect(error.issues.map((issue) => issue.path)).toEqual([["title"], ["content"]]);
    expect(error.attempts).toHaveLength(1);
    // The model did finish, so its text is whole.
    expect(await execution.text).toBe('{"title":1}');
  });

  test.each([
    ["Once upon a time", "is not valid JSON"],
    ["```json\n{}\n```", "is not valid JSON"],
    ['{"title":"A"', "is not valid JSON"],
  ])(
    "the answer %j to a schema is invalid_output, and the message does not quote it",
    async (text, says) => {
      const provider = createPushProvider();
      const execution = streamingStory(provider)({ topic: "AI" });
      const answer = await provider.request();
      answer.text(text);
      answer.finish();
      const error = await execution.catch((reason: unknown) => reason as AgentError);
      expect(error).toMatchObject({ code: "invalid_output", partialText: text });
      expect((error as AgentError).message).toContain(says);
      expect((error as AgentError).message).not.toContain(text);
    },
  );

  test("__proto__ in an answer reaches no prototype", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text('{"__proto__":{"polluted":true},"title":"A","content":"B"}');
    answer.finish();
    const output = await execution;
    expect(output).toEqual({ title: "A", content: "B" });
    expect(Reflect.get(output, "polluted")).toBeUndefined();
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("a stream that ends without the terminal signal is interrupted, whatever it sent", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text('{"title":"A","content":"B"}');
    answer.end();
    const record = await execution.record;
    expect(record).toMatchObject({
      status: "interrupted",
      error: { code: "interrupted" },
      text: '{"title":"A","content":"B"}',
      attempts: [{ outcome: "interrupted" }],
    });
    expect(record.output).toBeUndefined();
    await expect(execution.text).rejects.toMatchObject({ code: "interrupted" });
  });

  test("length is output_truncated with a schema, and a success without", async () => {
    const provider = createPushProvider();
    const structured = streamingStory(provider)({ topic: "AI" });
    const first = await provider.request(0);
    first.text('{"title":"A","content":"B"}');
    first.finish("length");
    await expect(structured).rejects.toMatchObject({
      code: "output_truncated",
      status: "invalid_output",
    });
    const plain = streamingText(provider)({ topic: "AI" });
    const second = await provider.request(1);
    second.text("Once");
    second.finish("length");
    expect(await plain).toBe("Once");
    expect(await plain.record).toMatchObject({ status: "success", finishReason: "length" });
  });

  test("a refusal and a filter are errors of their own", async () => {
    const provider = createPushProvider();
    const refused = streamingText(provider)({ topic: "AI" });
    const first = await provider.request(0);
    first.push({ type: "refusal_delta", text: "I would rather not." });
    first.finish("stop");
    await expect(refused).rejects.toMatchObject({
      code: "refused",
      refusal: "I would rather not.",
    });
    const filtered = streamingText(provider)({ topic: "AI" });
    const second = await provider.request(1);
    second.text("Once");
    second.finish("content_filter");
    await expect(filtered).rejects.toMatchObject({ code: "content_filtered", partialText: "Once" });
  });

  test("a provider's error reaches every style, after what came before it", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = collect(execution);
    const partials = collect(execution.partials());
    const sentences = collect(execution.sentences());
    const events = collect(execution.events());
    const answer = await provider.request();
    answer.text("Once");
    answer.fail(new AgentError("rate_limited", "Slow down.", { httpStatus: 429, requestId: "r1" }));
    const error = { code: "rate_limited", partialText: "Once", requestId: "r1", retryable: true };
    expect(await chunks).toMatchObject({ values: ["Once"], error });
    expect(await partials).toMatchObject({ values: ["Once"], error });
    expect(await sentences).toMatchObject({ values: ["Once"], error });
    expect((await events).error).toBeUndefined();
    expect((await events).values.at(-1)).toMatchObject({
      type: "error",
      error: { code: "rate_limited" },
      partialText: "Once",
    });
    await expect(execution).rejects.toMatchObject(error);
    await expect(execution.text).rejects.toMatchObject(error);
    expect(await execution.record).toMatchObject({
      status: "error",
      attempts: [{ outcome: "rate_limited", httpStatus: 429, requestId: "r1" }],
    });
  });

  test("what a provider throws that is no AgentError is wrapped, without its message", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    (await provider.request()).fail(new TypeError("key sk-secret is bad"));
    const error = await execution.catch((reason: unknown) => reason as AgentError);
    expect(error).toMatchObject({ code: "provider_unavailable", retryable: false });
    expect((error as AgentError).message).not.toContain("sk-secret");
    expect((error as AgentError).cause).toBeInstanceOf(TypeError);
  });

  test("nothing raises an unhandled rejection when nobody looks", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const provider = createPushProvider();
      const execution = streamingStory(provider)({ topic: "AI" });
      void execution.output;
      void execution.text;
      (await provider.request()).fail(new Error("gone"));
      await execution.record;
      await settle();
      await settle();
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });
});

test("cancelling in the same tick still says start before error", async () => {
  const execution = streamingText(createPushProvider())({ topic: "AI" });
  execution.cancel();
  const { values } = await collect(execution.events());
  expect(values.map((event) => event.type)).toEqual(["start", "error"]);
});

test("a subscriber that cancels at start settles on one error for everybody", async () => {
  const execution = streamingText(createPushProvider())({ topic: "AI" });
  execution.on("start", () => execution.cancel("from start"));
  execution.cancel("from outside");
  const { error } = await collect(execution);
  await expect(execution).rejects.toBe(error);
  expect(error).toMatchObject({ message: "from start" });
});

test("an answer that is nested too deep for a schema is invalid_output", async () => {
  const provider = createPushProvider();
  const execution = streamingStory(provider)({ topic: "AI" });
  const answer = await provider.request();
  answer.text(`{"title":"A","content":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
  answer.finish();
  await expect(execution).rejects.toMatchObject({ code: "invalid_output" });
});

describe("ending an execution from outside", () => {
  test("cancel() ends it at once, closes the request and keeps the text", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text("Once");
    await settle();
    execution.cancel("changed my mind");
    expect(answer.closed).toBe(true);
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      text: "Once",
      error: { code: "cancelled", message: "changed my mind" },
      attempts: [{ outcome: "cancelled" }],
    });
    execution.cancel("again");
    await expect(execution).rejects.toMatchObject({ message: "changed my mind" });
  });

  test("an aborted signal cancels; one aborted before makes no request", async () => {
    const provider = createPushProvider();
    const controller = new AbortController();
    const execution = streamingText(provider)({ topic: "AI" }, { signal: controller.signal });
    const answer = await provider.request();
    controller.abort(new Error("user left"));
    expect(answer.closed).toBe(true);
    await expect(execution).rejects.toMatchObject({ code: "cancelled" });

    const late = streamingText(provider)({ topic: "AI" }, { signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    expect(provider.answers).toHaveLength(1);
  });

  test("await using cancels what has not ended", async () => {
    const provider = createPushProvider();
    let outlived;
    {
      await using execution = streamingText(provider)({ topic: "AI" });
      await provider.request();
      outlived = execution;
    }
    expect(await outlived.record).toMatchObject({ status: "cancelled" });
  });

  test("nothing comes after the end, even from a provider that goes on", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text("a");
    await settle();
    execution.cancel();
    const before = (await collect(execution.events())).values;
    answer.text("b");
    answer.finish();
    await settle();
    expect((await collect(execution.events())).values).toEqual(before);
    expect(
      before.filter((event) => event.type === "error" || event.type === "complete"),
    ).toHaveLength(1);
  });
});
