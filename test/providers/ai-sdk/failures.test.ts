import { describe, expect, it } from "vitest";
import { AgentError } from "../../../src/errors.js";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import type { AiSdkModel } from "../../../src/providers/ai-sdk/options.js";
import { collect, createCall, show } from "../conformance/bench.js";
import { finish, handMade, type HandMade } from "./hand-made.js";

/** An error of the AI SDK's: they are told apart by their names. */
function named(name: string, message: string, fields: object = {}): Error {
  return Object.assign(new Error(message), { name, ...fields });
}

function apiError(statusCode: number | undefined, fields: object = {}): Error {
  return named("AI_APICallError", "Too many", {
    url: "https://api.example.com/?key=sk-secret-123456",
    requestBodyValues: { messages: ["the prompt"] },
    statusCode,
    responseHeaders: { "retry-after": "7", "x-request-id": "req_1" },
    responseBody: '{"error":{"message":"Too many of sk-secret-123456","type":"x"},"more":"body"}',
    ...fields,
  });
}

async function fail(script: HandMade, stream = true): Promise<AgentError> {
  const { error } = await collect(aiSdk(handMade(script)), createCall({ stream }));
  if (!(error instanceof AgentError)) throw new Error("expected an AgentError", { cause: error });
  expect(show(error)).not.toMatch(/sk-secret|the prompt|"more"/);
  return error;
}

describe("a call that fails", () => {
  it.each([
    [400, "provider_rejected", false],
    [401, "authentication", false],
    [403, "authentication", false],
    [408, "provider_rejected", true],
    [429, "rate_limited", true],
    [500, "provider_unavailable", true],
    [529, "provider_unavailable", true],
  ])("with status %i is %s", async (status, code, retryable) => {
    for (const stream of [true, false]) {
      const error = await fail({ error: apiError(status) }, stream);
      expect(error).toMatchObject({
        code,
        retryable,
        httpStatus: status,
        retryAfterMs: 7_000,
        requestId: "req_1",
      });
      expect(error.message).toMatch(/^acme answered \d+: Too many of \[redacted\]\./);
    }
  });

  it("says what the AI SDK says where the body does not", async () => {
    const error = await fail({ error: apiError(502, { responseBody: "<html>" }) });
    expect(error.message).toBe("acme answered 502: Too many.");
  });

  it("without a status had no connection", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const error = await fail({ error: apiError(undefined, { cause }) });
    expect(error).toMatchObject({ code: "provider_unavailable", retryable: true, cause });
  });

  it("with an error of fetch had no connection", async () => {
    const error = await fail({ error: new TypeError("fetch failed") });
    expect(error).toMatchObject({ code: "provider_unavailable", retryable: true });
  });

  it("with a good status and no answer is interrupted, without what came", async () => {
    const cause = named("AI_JSONParseError", "JSON parsing failed: Text: the body.", {
      cause: new SyntaxError('Unexpected token, "the body"'),
    });
    const error = await fail({ error: apiError(200, { message: "Invalid JSON", cause }) });
    expect(error.code).toBe("interrupted");
    expect(show(error)).not.toContain("the body");
  });

  it.each(["AI_TypeValidationError", "AI_InvalidResponseDataError", "AI_EmptyResponseBodyError"])(
    "with %s is interrupted, without what came",
    async (name) => {
      const error = await fail({ error: named(name, "Value: the body") });
      expect(error.code).toBe("interrupted");
      expect(show(error)).not.toContain("the body");
    },
  );

  it.each(["AI_LoadAPIKeyError", "AI_LoadSettingError", "AI_NoSuchModelError"])(
    "with %s is a mistake of the config, and says which",
    async (name) => {
      const error = await fail({ error: named(name, "API key is missing.") });
      expect(error).toMatchObject({ code: "config_invalid", retryable: false });
      expect(error.message).toContain("API key is missing.");
    },
  );

  it("with a function that the model does not have is rejected", async () => {
    const error = await fail({
      error: named("AI_UnsupportedFunctionalityError", "'video' functionality not supported."),
    });
    expect(error).toMatchObject({ code: "provider_rejected", retryable: false });
    expect(error.message).toContain("'video' functionality not supported.");
  });

  it("with a prompt that is refused does not show it", async () => {
    const error = await fail({ error: named("AI_InvalidPromptError", "Invalid: the prompt") });
    expect(error.code).toBe("provider_rejected");
  });

  it("with an exception of the provider's own code has it as the cause", async () => {
    const error = await fail({ error: new RangeError("Oops with sk-secret-123456") });
    expect(error).toMatchObject({ code: "provider_rejected", retryable: false });
    expect(error.cause).toMatchObject({ name: "RangeError", message: "Oops with [redacted]" });
  });

  it.each(["text", 42, {}])("with %j thrown is rejected", async (thrown) => {
    expect(await fail({ error: thrown })).toMatchObject({ code: "provider_rejected" });
  });

  it("with an AgentError fails with it", async () => {
    const error = new AgentError("cancelled", "Stop.");
    expect(await fail({ error })).toBe(error);
  });

  it("with no stream is interrupted", async () => {
    const model = { ...handMade(), doStream: async () => ({ stream: "text" }) };
    const { error } = await collect(aiSdk(model), createCall());
    expect(error).toMatchObject({ code: "interrupted" });
  });

  it("with a provider that has no such model is a mistake of the config", async () => {
    const languageModel = (): AiSdkModel => {
      throw named("AI_NoSuchModelError", "No such languageModel: large");
    };
    const { error } = await collect(aiSdk({ languageModel }), createCall());
    expect(error).toMatchObject({ code: "config_invalid" });
  });
});

describe("an error part", () => {
  const text = { type: "text-delta", id: "0", delta: "Hel" };

  it.each([
    ["a string", "Overloaded", "interrupted"],
    ["an error", new Error("Overloaded"), "interrupted"],
    ["a body", { message: "Overloaded", type: "overloaded_error" }, "provider_unavailable"],
    ["a status", { message: "Overloaded", statusCode: 429 }, "rate_limited"],
    [
      "an error of a call",
      apiError(503, { responseBody: "", message: "Overloaded" }),
      "provider_unavailable",
    ],
  ])("before any text has the code that fits %s", async (_, error, code) => {
    const failed = await fail({ parts: [{ type: "error", error }, finish("error")] });
    expect(failed.code).toBe(code);
    expect(failed.message).toContain("Overloaded");
  });

  it("after text breaks the answer off, which keeps what came", async () => {
    const parts = [text, { type: "error", error: { message: "Overloaded", statusCode: 429 } }];
    const given = await collect(aiSdk(handMade({ parts })), createCall());
    expect(given.text).toBe("Hel");
    expect(given.error).toMatchObject({ code: "interrupted", retryable: true });
    expect(String(given.error)).toContain("Overloaded");
  });

  it("about a frame that cannot be read does not show it", async () => {
    const error = named("AI_TypeValidationError", "Value: the body");
    const failed = await fail({ parts: [text, { type: "error", error }] });
    expect(failed.code).toBe("interrupted");
    expect(show(failed)).not.toContain("the body");
  });

  it("has the id of the request", async () => {
    const parts = [{ type: "error", error: "No" }];
    const failed = await fail({ parts, headers: { "request-id": "req_2" } });
    expect(failed.requestId).toBe("req_2");
  });
});

describe("a stream that fails", () => {
  it("gives what came before, then is interrupted with the cause", async () => {
    const parts = [{ type: "text-delta", id: "0", delta: "Hel" }, new TypeError("terminated")];
    const { text, error } = await collect(aiSdk(handMade({ parts })), createCall());
    expect(text).toBe("Hel");
    expect(error).toMatchObject({ code: "interrupted", retryable: true });
    expect((error as Error).cause).toMatchObject({ message: "terminated" });
  });

  it("by a reason of the end that is an error is one", async () => {
    expect(await fail({ parts: [finish("error")] })).toMatchObject({ code: "interrupted" });
    const failed = await fail({ parts: [finish("error", "overloaded_error")] });
    expect(failed.code).toBe("provider_unavailable");
  });

  it("is cancelled, so that its connection closes", async () => {
    const model = handMade({ parts: [{ type: "error", error: "No" }], then: "hang" });
    await collect(aiSdk(model), createCall());
    expect(model.cancelled).toBe(true);
  });
});

describe("leaving", () => {
  it("cancels the stream and aborts the call", async () => {
    const model = handMade({ parts: [{ type: "text-delta", id: "0", delta: "a" }], then: "hang" });
    for await (const batch of aiSdk(model).stream(createCall())) {
      if (batch.some(({ type }) => type === "text_delta")) break;
    }
    expect(model.cancelled).toBe(true);
    expect(model.calls[0]?.["abortSignal"]).toMatchObject({ aborted: true });
  });

  it("by the signal throws its reason, though the provider does not heed it", async () => {
    for (const stream of [true, false]) {
      const never = () => new Promise<never>(() => {});
      const model = { ...handMade(), doStream: never, doGenerate: never };
      const controller = new AbortController();
      const reason = new Error("enough");
      const call = createCall({ stream, signal: controller.signal });
      const outcome = collect(aiSdk(model), call);
      setTimeout(() => controller.abort(reason), 5);
      expect((await outcome).error).toBe(reason);
    }
  });

  it("cancels a stream that comes too late", async () => {
    const late = Promise.withResolvers<unknown>();
    const model = { ...handMade(), doStream: () => late.promise };
    const controller = new AbortController();
    const outcome = collect(aiSdk(model), createCall({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 5);
    await outcome;
    const cancelled = Promise.withResolvers<void>();
    late.resolve({ stream: new ReadableStream({ cancel: () => cancelled.resolve() }) });
    await cancelled.promise;
  });
});
