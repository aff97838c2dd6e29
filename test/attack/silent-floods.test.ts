import { describe, expect, test } from "vitest";
import { StreamedAnswer } from "../../src/providers/body/streamed-answer.js";
import type { Exchange, FrameReader } from "../../src/providers/body/exchange.js";
import { ChatStreamReader } from "../../src/providers/openai/chat/read-stream.js";
import { ResponseStreamReader } from "../../src/providers/openai/responses/read-stream.js";
import type { ErrorContext } from "../../src/providers/wire/error-context.js";

const errors: ErrorContext = {
  label: "test",
  keyAdvice: "",
  requestIdHeader: "x-request-id",
  secrets: [],
};

const megabyte = "x".repeat(1_048_576);

const chat = () => new ChatStreamReader(errors, undefined);
const delta = (content: object) => ({ id: "r", choices: [{ index: 0, delta: content }] });
const call = (more: object, args: string) =>
  delta({ tool_calls: [{ index: 0, ...more, function: { ...more, arguments: args } }] });

/** Readers, and frames of which they keep what they say without giving it. */
const floods: Readonly<Record<string, readonly [() => FrameReader, ...object[]]>> = {
  "details of a thought": [chat, delta({ reasoning_details: [{ text: megabyte }] })],
  "arguments of a call without a name": [chat, call({}, megabyte)],
  "arguments that are held back": [
    chat,
    call({ id: "c", name: "a" }, '{"a":1}'),
    call({}, `{"${megabyte}`),
  ],
  "arguments of an item that never comes": [
    () => new ResponseStreamReader(errors, undefined),
    { type: "response.created", response: { id: "r" } },
    { type: "response.function_call_arguments.delta", item_id: "i", delta: megabyte },
  ],
};

function readMany(create: () => FrameReader, frames: readonly object[]): StreamedAnswer {
  const exchange: Exchange = {
    errors,
    stream: true,
    send: () => Promise.reject(new Error("nothing is sent")),
    createFrameReader: create,
    readResponse: () => [],
  };
  const answer = new StreamedAnswer(exchange, undefined);
  const push = (frame: object | undefined): unknown =>
    answer.push(new TextEncoder().encode(`data: ${JSON.stringify(frame)}\n\n`));
  for (const frame of frames) push(frame);
  for (let n = 0; n < 70 && answer.failure === undefined; n += 1) push(frames.at(-1));
  return answer;
}

describe("events without end that give nothing", () => {
  test.each(Object.entries(floods))("are not kept for ever: %s", (_, [create, ...frames]) => {
    const { failure } = readMany(create, frames);
    expect(failure).toMatchObject({ code: "output_limit", retryable: false });
    expect(String(failure)).toContain("endless events without an answer");
  });

  test("do not fail an answer that is whole", () => {
    const stop = { id: "r", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
    const answer = readMany(chat, [delta({ content: "Hi." }), stop, { choices: [], megabyte }]);
    expect(answer.failure).toBeUndefined();
    const parts = answer.takeParts();
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });
});
