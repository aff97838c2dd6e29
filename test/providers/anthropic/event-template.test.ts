import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { MessageStreamReader } from "../../../src/providers/anthropic/read-stream.js";
import { StreamedAnswer } from "../../../src/providers/body/streamed-answer.js";
import type { Exchange } from "../../../src/providers/body/exchange.js";
import { toBytes } from "../../support/wire-server.js";
import { toSse } from "../conformance/bench.js";
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
  thinkingBlock,
  toolBlock,
} from "./events.js";

const errors = { label: "Test", keyAdvice: "", requestIdHeader: "request-id", secrets: [] };
const exchange: Exchange = {
  errors,
  stream: true,
  send: () => Promise.reject(new Error("is not sent")),
  createFrameReader: () => new MessageStreamReader(errors, undefined),
  readResponse: () => [],
};

/** As a provider reads a stream: with the template. */
function read(events: readonly string[]): readonly ModelStreamPart[] {
  const answer = new StreamedAnswer(exchange, undefined, 0);
  answer.push(toBytes(toSse(events)));
  expect(answer.failure).toBeUndefined();
  return answer.takeParts();
}

/** Every event by itself. */
function readEach(events: readonly string[]): readonly ModelStreamPart[] {
  const reader = new MessageStreamReader(errors, undefined);
  const parts: ModelStreamPart[] = [];
  for (const event of events) reader.readFrame(event, undefined, parts);
  return parts;
}

const kinds: readonly ((index: number) => readonly string[])[] = [
  (index) => textBlock(index, "a", "b", "c", "d", "e"),
  (index) => textBlock(index, "one"),
  (index) => textBlock(index),
  (index) => [blockStart(index, { type: "text", text: "f" })],
  // All of one index, as no server should: they differ in their text alone.
  () => ["g", "h", "i", "j"].map((text) => blockStart(0, { type: "text", text })),
  () => ["k", "l", "m", "n"].map((text) => blockDelta(0, { type: "text_delta", text })),
  (index) => thinkingBlock(index, `sig-${index}`, "p", "q", "r"),
  (index) => toolBlock(index, `toolu_${index}`, "f", "{", "}"),
  (index) => [blockStart(index, { type: "redacted_thinking", data: "opaque" }), blockStop(index)],
  () => ['{"type":"ping"}'],
];

describe("events of anthropic that differ in their text alone", () => {
  it("say the same whether they are parsed or not, whatever stands between them", () => {
    assert(
      property(
        array(constantFrom(...kinds), { maxLength: 12 }),
        integer({ min: 0, max: 1 }),
        (blocks, missing) => {
          const events = [
            messageStart({ input_tokens: 1, output_tokens: 1 }),
            ...blocks.flatMap((write, index) => write(index + 1)),
            messageDelta({ stop_reason: "end_turn" }, { output_tokens: 9 }),
            messageStop,
          ];
          const sent = missing === 0 ? events : events.slice(0, -2);
          expect(read(sent)).toEqual(readEach(sent));
        },
      ),
      { numRuns: 300 },
    );
  });
});
