import { describe, expect, it } from "vitest";
import { jsonReply, sseReply } from "../../support/wire-server.js";
import { toSse, type Bench } from "./bench.js";

/** What servers say of a failure, each body with what a message must have of it. */
const bodies: readonly (readonly [form: string, body: unknown, said: string])[] = [
  ["a list of errors", [{ error: { code: 503, message: "Try later" } }], "Try later"],
  ["the upstream's own words", upstream('{"error":{"message":"No room left"}}'), "No room left"],
  ["the upstream's own text", upstream("No room left"), "Provider returned error: No room left"],
  ["a detail as text", { detail: "Not enough words" }, "Not enough words"],
  [
    "a detail as a list",
    {
      detail: [
        { loc: ["body", "messages", 0], msg: "field required", type: "missing" },
        { loc: ["body", "model"], msg: "must be text", type: "string_type" },
      ],
    },
    "body.messages.0: field required; body.model: must be text",
  ],
  ["a detail as an object", { detail: { error: { message: "Deep down" } } }, "Deep down"],
  [
    "a message as an object",
    { object: "error", message: { detail: [{ msg: "Extra inputs", input: "secret prompt" }] } },
    "Extra inputs",
  ],
  ["errors as objects", { success: false, errors: [{ code: 7, message: "Bad token" }] }, "Bad tok"],
  ["errors as texts", { errors: ["First", "Second"] }, "First; Second"],
  ["errors by their field", { errors: { model: ["The model is required."] } }, "is required."],
  ["a msg", { code: 1001, msg: "Wrong turn" }, "Wrong turn"],
  ["an error as text", { error: "Not today" }, "Not today"],
  ["an error as a list", { error: ["Not today"] }, "Not today"],
  ["an error as JSON text", { error: '{"message":"In a box"}' }, "In a box"],
  ["a message as JSON text", { error: { message: '{"error":{"message":"Boxed"}}' } }, "Boxed"],
  ["an error_message", { error_message: "Spelt out", error_type: "BadRequest" }, "Spelt out"],
  ["an errorMessage", { errorMessage: "Camel" }, "Camel"],
  ["a Message", { Message: "Upper case" }, "Upper case"],
  ["a fault", { fault: { faultstring: "Quota of the proxy" } }, "Quota of the proxy"],
  ["a base_resp", { choices: null, base_resp: { status_code: 1004, status_msg: "Log in" } }, "Log"],
  ["a description", { error: "", error_description: "Token is stale" }, "Token is stale"],
  ["an empty message beside others", { error: { message: "" }, detail: "Look here" }, "Look here"],
];

function upstream(raw: string): unknown {
  return { error: { code: 502, message: "Provider returned error", metadata: { raw } } };
}

/** Marks of failures, with the code of one that comes first of all, and whether it may be retried. */
const marked: readonly (readonly [error: unknown, code: string, retryable: boolean])[] = [
  [{ code: "model_not_found", message: "No such model" }, "provider_rejected", false],
  [{ type: "invalid_request_error", code: null }, "provider_rejected", false],
  [{ code: "invalid_request" }, "provider_rejected", false],
  [{ type: "BadRequestError", code: 400 }, "provider_rejected", false],
  [{ code: "CONTEXT_LENGTH_EXCEEDED" }, "provider_rejected", false],
  [{ status: "INVALID_ARGUMENT", code: 400 }, "provider_rejected", false],
  [{ code: 404, message: "Nothing there" }, "provider_rejected", false],
  [{ code: "insufficient_quota" }, "rate_limited", false],
  [{ code: "insufficient_balance" }, "provider_rejected", false],
  [{ code: "1113", message: "Insufficient balance or no resource package" }, "interrupted", false],
  [{ type: "billing_error" }, "provider_rejected", false],
  [{ code: "billing_hard_limit_reached" }, "provider_rejected", false],
  [{ code: "invalid_api_key" }, "authentication", false],
  [{ status: "RESOURCE_EXHAUSTED", code: 429 }, "rate_limited", true],
  [{ code: "too_many_requests" }, "rate_limited", true],
  [{ type: "server_error" }, "provider_unavailable", true],
  [{ code: 503 }, "provider_unavailable", true],
  [{ code: "never_heard_of" }, "interrupted", true],
];

/** What says that a filter stopped the request or the answer. */
const filtered: readonly unknown[] = [
  { code: "content_filter", innererror: { code: "ResponsibleAIPolicyViolation" } },
  { code: "400", innererror: { code: "ResponsibleAIPolicyViolation" } },
  { code: 400, provider_specific_fields: { innererror: { code: "ResponsibleAIPolicyViolation" } } },
  { code: "content_policy_violation", type: "invalid_request_error" },
  { code: "image_content_policy_violation" },
  { type: "guardrail_intervened" },
  { code: "data_inspection_failed", message: "Input data may contain inappropriate content." },
  { code: 403, message: "Your input was flagged", metadata: { flagged_input: "…", reasons: [] } },
  { code: 400, status: "PROHIBITED_CONTENT" },
  { code: "blocked", message: "Blocked" },
  { code: 400, status: "PROMPT_BLOCKED" },
  { code: "moderation_flagged" },
  { type: "usage_policy_violation" },
  { code: 400, message: "The request was blocked by your Bedrock guardrail." },
  { code: 400, message: "Sensitive words violate our Responsible AI practices." },
  { type: "invalid_request_error", message: "Output blocked by content filtering policy" },
  { type: "invalid_request_error", message: "Content Exists Risk" },
  { code: 500, message: "input new_sensitive, content[1] image is sensitive (1026)" },
  { code: "invalid_prompt", message: "It was flagged as potentially violating our usage policy." },
];

/** What only looks like it. */
const notFiltered: readonly unknown[] = [
  { code: 400, message: "Your request contains invalid content filter policy." },
  { code: "invalid_content_filter", message: "No such policy" },
  { code: "invalid_prompt", message: "input.3.pending_safety_checks: field required" },
  { code: 400, message: "The header name is case sensitive" },
];

/** Waits that a body asks for, in milliseconds. */
const waits: readonly (readonly [error: unknown, ms: number | undefined])[] = [
  [{ code: 429, details: [retryInfo("34.07s"), { "@type": "type.googleapis.com/x" }] }, 34_070],
  [{ code: 429, details: [retryInfo({ seconds: "7", nanos: 500_000_000 })] }, 7_500],
  [{ code: 429, retry_after: 12 }, 12_000],
  [{ code: 429, retry_after_ms: 1_500 }, 1_500],
  [{ code: 429, metadata: { headers: { "Retry-After": "9" } } }, 9_000],
  [{ code: 429, message: "Rate limit reached. Please try again in 1.25s." }, 1_250],
  [{ code: 429, message: "Please try again in 20ms." }, 20],
  [{ code: 429, message: "Please try again in 6m0s." }, 360_000],
  [{ code: 429, message: "Please retry after 7 seconds." }, 7_000],
  [{ code: 429, details: [retryInfo("soon")] }, undefined],
  [{ code: 429, message: "Please try again in the morning." }, undefined],
];

function retryInfo(retryDelay: unknown): unknown {
  return { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay };
}

/** Tests that errors say what the server said, wherever it stands. */
export function describeSaid(bench: Bench): void {
  const { wire } = bench;
  const frame = (body: unknown) => toSse([JSON.stringify(body)]);
  const begun = () => toSse([...wire.opening, wire.text("Hel")]);

  describe("what a server says of a failure", () => {
    it.each(bodies)("is found in %s: of a status, a frame, and a whole body", async (...row) => {
      const [, body, said] = row;
      bench.server.reply = jsonReply(body, 503);
      expect((await bench.failWith()).message).toContain(` answered 503: `);
      expect((await bench.failWith()).message).toContain(said);
      bench.server.reply = sseReply([frame(body)]);
      expect((await bench.failWith()).message).toContain(said);
      bench.server.reply = sseReply([begun() + frame(body) + toSse(wire.closing)]);
      const { text, error } = await bench.run();
      expect({ text, error }).toMatchObject({ text: "Hel", error: { code: "interrupted" } });
      expect(String(error)).toContain(said);
      bench.server.reply = jsonReply(body);
      expect((await bench.failWith({ stream: false })).message).toContain(said);
      expect(String(error)).not.toContain("secret prompt");
    });

    it.each([
      ["error: the model went away", "the model went away"],
      ["[ERROR] out of memory", "out of memory"],
      ['"Error: quoted"', "quoted"],
      ["upstream connect error or disconnect", "upstream connect error"],
    ])("is found in data that is the text %s", async (data, said) => {
      bench.server.reply = sseReply([begun() + toSse([data, ...wire.closing])]);
      const { text, error } = await bench.run();
      expect({ text, error }).toMatchObject({ text: "Hel", error: { code: "interrupted" } });
      expect(String(error)).toContain(said);
    });

    it("is found in an event named error whose data is text", async () => {
      bench.server.reply = sseReply([`${begun()}event: error\ndata: Out of luck\n\n`]);
      expect(String((await bench.run()).error)).toContain(
        "in the middle of the answer: Out of luck.",
      );
    });

    it.each([
      [{ error: { message: "Slow down", code: 429 } }],
      [[{ error: { message: "Slow down", code: 429 } }]],
    ])("is found in %j where an event stream was to come", async (body) => {
      const headers = { "content-type": "text/event-stream" };
      bench.server.reply = { headers, body: [JSON.stringify(body)] };
      const error = await bench.failWith();
      expect(error).toMatchObject({ code: "rate_limited" });
      expect(error.message).toContain("Slow down");
    });

    it("is found where an error status comes as an event", async () => {
      const body = JSON.stringify({ error: { message: "Slow down" } });
      bench.server.reply = {
        status: 429,
        headers: { "content-type": "text/event-stream" },
        body: [`event: error\ndata: ${body}\n\n`],
      };
      expect((await bench.failWith()).message).toContain("answered 429: Slow down.");
    });

    it.each([
      ["text", "upstream connect error\nkey=1234", "answered 502: upstream connect error."],
      ["a page", "<html><head><title>502 Bad Gateway</title></head>", ": 502 Bad Gateway."],
      ["XML", "<?xml version='1.0'?><Error><Message>Denied</Message></Error>", ": Denied."],
      ["a page without a title", "<html>internal-host-17</html>", "answered 502."],
      ["JSON that is cut", '{"error":{"message":"internal-host-17', "answered 502."],
      ["nothing", "", "answered 502."],
    ])("is the first line or the title of a body that is %s", async (_, body, said) => {
      bench.server.reply = { status: 502, headers: { "content-type": "text/plain" }, body: [body] };
      const { message } = await bench.failWith();
      expect(message).toContain(said);
      expect(message).not.toMatch(/internal-host|key=1234/);
    });

    it("is cut and without keys", async () => {
      const body = `No luck with sk-test-1234567890 ${"and ".repeat(10_000)}`;
      bench.server.reply = { status: 500, headers: { "content-type": "text/plain" }, body: [body] };
      const { message } = await bench.failWith();
      expect(message).toContain("No luck with [redacted]");
      expect(message.length).toBeLessThan(400);
    });
  });

  describe("an error in place of an answer", () => {
    it.each(marked)("%j has the code %s (retryable: %s), and after text too", async (...row) => {
      const [error, code, retryable] = row;
      bench.server.reply = sseReply([frame({ error })]);
      expect(await bench.failWith()).toMatchObject({ code, retryable });
      bench.server.reply = jsonReply({ error });
      expect(await bench.failWith({ stream: false })).toMatchObject({ code, retryable });
      bench.server.reply = sseReply([begun() + frame({ error })]);
      expect(await bench.failWith()).toMatchObject({ code: "interrupted", retryable });
    });

    it.each(filtered)("%j is content_filtered and not retried, in every place", async (error) => {
      const expected = { code: "content_filtered", retryable: false };
      for (const reply of [
        jsonReply({ error }, 400),
        jsonReply([{ error }], 400),
        jsonReply({ error }, 500),
        sseReply([frame({ error })]),
        sseReply([begun() + frame({ error })]),
      ]) {
        bench.server.reply = reply;
        expect(await bench.failWith()).toMatchObject(expected);
      }
      bench.server.reply = jsonReply({ error });
      expect(await bench.failWith({ stream: false })).toMatchObject(expected);
    });

    it.each(notFiltered)("%j is not taken for a filter", async (error) => {
      bench.server.reply = jsonReply({ error }, 400);
      expect(await bench.failWith()).toMatchObject({ code: "provider_rejected" });
    });

    it("is content_filtered where Gemini says that the prompt was blocked", async () => {
      bench.server.reply = sseReply([frame({ promptFeedback: { blockReason: "SAFETY" } })]);
      expect(await bench.failWith()).toMatchObject({ code: "content_filtered", retryable: false });
    });

    it.each([
      [429, { code: "insufficient_quota" }],
      [429, { code: "1113", message: "Insufficient balance" }],
      [503, { code: "model_not_found", message: "No channel for the model" }],
    ])("%i with %j is not retried", async (status, error) => {
      bench.server.reply = jsonReply({ error }, status);
      expect(await bench.failWith()).toMatchObject({ retryable: false, httpStatus: status });
    });

    it.each(waits)("%j says how long to wait, in a body and in a frame", async (error, ms) => {
      bench.server.reply = jsonReply({ error }, 429);
      expect((await bench.failWith()).retryAfterMs).toBe(ms);
      bench.server.reply = jsonReply([{ error }], 429);
      expect((await bench.failWith()).retryAfterMs).toBe(ms);
      bench.server.reply = sseReply([frame({ error })]);
      expect((await bench.failWith()).retryAfterMs).toBe(ms);
    });

    it("is waited for as the header says, where the body says it too", async () => {
      const body = { error: { code: 429, details: [retryInfo("34s")] } };
      bench.server.reply = jsonReply(body, 429, { "retry-after-ms": "20.5" });
      expect((await bench.failWith()).retryAfterMs).toBe(21);
    });

    it.each([404, 405])("%i names the path that was asked, and the baseURL", async (status) => {
      bench.provider = wire.create({
        baseURL: `${bench.server.url}/api`,
        apiKey: "sk-test-1234567890",
      });
      bench.server.reply = { status, headers: { "content-type": "text/plain" }, body: ["Lost"] };
      const { message } = await bench.failWith();
      const { path = "" } = bench.server.requests.at(-1) ?? {};
      expect(path).toMatch(/^\/api\/./);
      expect(message).toContain(
        `answered ${status}: Lost. The request was POST ${path}. Check the provider's baseURL.`,
      );
    });

    it.each([
      { code: "model_not_found", message: "The model `x` does not exist." },
      { type: "not_found_error", message: "model: claude-foo" },
      { message: "model 'llama9' not found" },
    ])("404 of %j hints at the model's name", async (error) => {
      bench.server.reply = jsonReply({ error }, 404);
      const { message } = await bench.failWith();
      expect(message).toContain("Check the model's name and the provider's baseURL.");
    });
  });
}
