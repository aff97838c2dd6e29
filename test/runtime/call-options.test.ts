import { describe, expect, test } from "vitest";
import type { AgentError } from "troupe";
import { streamingText, wholeStory, type StoryParams } from "../support/callers.js";
import { collect } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";
import { refuseUnhandledRejections } from "../support/refuse-unhandled-rejections.js";

refuseUnhandledRejections();

describe("options that tsc would refuse", () => {
  /** For callers that tsc did not see. */
  type Anything = (
    params: StoryParams,
    options: unknown,
  ) => ReturnType<ReturnType<typeof streamingText>>;

  test.each<readonly [options: unknown, path: readonly string[]]>([
    [{ model: 5 }, ["model"]],
    [{ model: null }, ["model"]],
    [{ model: {} }, ["model"]],
    [{ signal: {} }, ["signal"]],
    [{ signal: null }, ["signal"]],
    [{ timeout: null }, ["timeout"]],
    [{ timeout: { totl: "1s" } }, ["timeout"]],
    [{ toolChoice: null }, ["toolChoice"]],
    [{ toolChoice: "secret" }, ["toolChoice"]],
    [{ onChunk: 5 }, ["onChunk"]],
    [{ onEvent: "secret" }, ["onEvent"]],
    [{ streaming: "yes" }, ["streaming"]],
    [{ cache: "no" }, ["cache"]],
    [{ providerOptions: { test: "secret" } }, ["providerOptions"]],
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
