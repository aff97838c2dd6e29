import { describe, expect, test } from "vitest";
import type { AgentError } from "troupe";
import { streamingText, wholeStory, type StoryParams } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { refuseUnhandledRejections } from "../../support/refuse-unhandled-rejections.js";

refuseUnhandledRejections();

describe("options that tsc would refuse", () => {
  /** For callers that tsc did not see. */
  type Anything = (
    params: StoryParams,
    options: unknown,
  ) => ReturnType<ReturnType<typeof streamingText>>;

  test.each<readonly [options: unknown, path: readonly (string | number)[]]>([
    [{ model: 5 }, ["model"]],
    [{ model: null }, ["model"]],
    [{ model: {} }, ["model"]],
    [{ signal: {} }, ["signal"]],
    [{ signal: null }, ["signal"]],
    [{ timeout: null }, ["timeout"]],
    [{ timeout: { totl: "1s" } }, ["timeout", "totl"]],
    [{ timeout: "secret" }, ["timeout"]],
    [{ timeout: { idle: "soon" } }, ["timeout", "idle"]],
    [{ maxSteps: 0 }, ["maxSteps"]],
    [{ temperature: 5 }, ["temperature"]],
    [{ maxTokens: -1 }, ["maxTokens"]],
    [{ tags: "secret" }, ["tags"]],
    [{ tags: ["a", 5] }, ["tags", 1]],
    [{ tenant: "" }, ["tenant"]],
    [{ attachments: {} }, ["attachments"]],
    [{ metadata: { at: new Date() } }, ["metadata", "at"]],
    [{ call: 5 }, ["call"]],
    [{ call() {}, onEvent() {} }, ["call"]],
    [{ onEvent: { cal() {} } }, ["onEvent"]],
    [{ toolChoice: null }, ["toolChoice"]],
    [{ toolChoice: "secret" }, ["toolChoice"]],
    [{ onChunk: 5 }, ["onChunk"]],
    [{ onEvent: "secret" }, ["onEvent"]],
    [{ streaming: "yes" }, ["streaming"]],
    [{ cache: "no" }, ["cache"]],
    [{ providerOptions: { test: "secret" } }, ["providerOptions", "test"]],
    [{ providerOptions: [] }, ["providerOptions"]],
    [{ metadata: "secret" }, ["metadata"]],
    ["secret", []],
    [5, []],
    [[], []],
  ])("%j fail the execution, with a record, and nothing is sent", async (options, path) => {
    const provider = createPushProvider();
    const ask = streamingText(provider) as unknown as Anything;
    const execution = ask({ topic: "AI" }, options);
    const error = (await execution.catch((reason: unknown) => reason)) as AgentError;
    expect(error).toMatchObject({ code: "invalid_params", issues: [{ path }] });
    expect(error.message).toMatch(/^The options of story are invalid:\n {2}/);
    expect(error.message).not.toContain("secret");
    expect(await execution.record).toMatchObject({ status: "error", model: "test/model-1" });
    expect(await collect(execution)).toMatchObject({ error: { code: "invalid_params" } });
    expect(provider.answers).toHaveLength(0);
  });

  test("an option that does not exist is refused with the one that it may mean", async () => {
    const ask = wholeStory(createPushProvider()) as unknown as Anything;
    const error = (await ask({ topic: "AI" }, { maxToken: 5 }).catch(
      (reason: unknown) => reason,
    )) as AgentError;
    expect(error.issues).toEqual([
      { path: ["maxToken"], message: 'unknown option. Did you mean "maxTokens"?' },
    ]);
    const beside = ask({ topic: "AI" }, { call() {}, signals: undefined });
    await expect(beside).rejects.toMatchObject({ issues: [{ path: ["signals"] }] });
  });

  test("issues are those of the params and of the options, together", async () => {
    const ask = wholeStory(createPushProvider()) as unknown as Anything;
    const execution = ask({ topic: "" }, { signal: 5, retires: 1 });
    await expect(execution).rejects.toMatchObject({
      code: "invalid_params",
      message: expect.stringMatching(
        /^The params of story are invalid:\n {2}topic: .*\nThe options of story are invalid:\n {2}/,
      ),
      issues: [{ path: ["topic"] }, { path: ["retires"] }, { path: ["signal"] }],
    });
  });

  test("every issue is reported at once, to the callbacks that are some", async () => {
    const ask = wholeStory(createPushProvider()) as unknown as Anything;
    const types: string[] = [];
    const onEvent = (event: { readonly type: string }): number => types.push(event.type);
    const execution = ask({ topic: "AI" }, { signal: 5, model: 5, onEvent });
    await expect(execution).rejects.toMatchObject({
      issues: [{ path: ["signal"] }, { path: ["model"] }],
    });
    expect(types).toEqual(["start", "error"]);
  });
});

describe("what a call says of itself", () => {
  test("temperature and maxTokens go to the model, over the agent's", async () => {
    const provider = createPushProvider();
    const ask = streamingText(provider, { temperature: 1, maxTokens: 10 });
    const execution = ask({ topic: "AI" }, { temperature: 0, maxTokens: 500 });
    const { call } = await provider.request();
    expect(call).toMatchObject({ temperature: 0, maxTokens: 500 });
    execution.cancel();
  });

  test("they shape the answer, so that one with others is not answered from the cache", async () => {
    const provider = createPushProvider();
    const ask = wholeStory(provider, { cache: { ttlMs: 60_000 } });
    for (const [index, temperature] of [0, 1].entries()) {
      const execution = ask({ topic: "AI" }, { temperature });
      const answer = await provider.request(index);
      answer.text('{"title":"A","content":"B"}');
      answer.finish();
      await execution;
    }
    expect(provider.answers).toHaveLength(2);
  });

  test("tags and the tenant are on the record, as they were when it was made", async () => {
    const provider = createPushProvider();
    const tags = ["nightly"];
    const execution = streamingText(provider)({ topic: "AI" }, { tags, tenant: "acme" });
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    const record = await execution.record;
    tags.push("later");
    expect(record).toMatchObject({ tags: ["nightly"], tenant: "acme", metadata: {} });
    const plain = streamingText(createPushProvider())({ topic: "AI" });
    plain.cancel();
    expect(await plain.record).toMatchObject({ tags: [] });
    expect(await plain.record).not.toHaveProperty("tenant");
  });
});

describe("events", () => {
  async function play(options: (seen: string[]) => unknown): Promise<readonly string[]> {
    const provider = createPushProvider();
    const seen: string[] = [];
    const execution = streamingText(provider)({ topic: "AI" }, options(seen) as { tenant: "t" });
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    expect(await execution.record).toMatchObject({ tenant: "t", status: "success" });
    return seen;
  }
  const all = [
    "start",
    "prompt",
    "message_start",
    "attempt_start",
    "text_delta",
    "attempt_end",
    "message_end",
    "complete",
  ];

  test("go to an object with call, as itself, beside other options", async () => {
    class Screen {
      readonly #seen: string[];
      constructor(seen: string[]) {
        this.#seen = seen;
      }
      call(event: { readonly type: string }): void {
        this.#seen.push(event.type);
      }
    }
    expect(await play((seen) => ({ onEvent: new Screen(seen), tenant: "t" }))).toEqual(all);
  });

  test("go to call among options, which are all honoured", async () => {
    const options = (seen: string[]) => ({
      call: (event: { readonly type: string }) => seen.push(event.type),
      tenant: "t",
    });
    expect(await play(options)).toEqual(all);
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    const cancelled = streamingText(createPushProvider())({ topic: "AI" }, { call() {}, signal });
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
  });

  test("of a type that does not exist cannot be subscribed to", () => {
    const execution = streamingText(createPushProvider())({ topic: "AI" });
    const on = execution.on.bind(execution) as (type: string, handler: unknown) => unknown;
    expect(() => on("text_dleta", () => {})).toThrow('did you mean "text_delta"?');
    expect(() => on("text_delta", undefined)).toThrow("handler: expected a function");
    execution.cancel();
    execution.catch(() => {});
  });
});
