import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { expect, it } from "vitest";
import type { ModelStreamPart } from "../../../../src/model/provider.js";
import { StreamedAnswer } from "../../../../src/providers/body/streamed-answer.js";
import { readResponse } from "../../../../src/providers/openai/responses/read-response.js";
import { ResponseStreamReader } from "../../../../src/providers/openai/responses/read-stream.js";
import { toBytes } from "../../../support/wire-server.js";
import { toSse } from "../../conformance/bench.js";
import {
  added,
  completed,
  created,
  delta,
  done,
  functionCall,
  message,
  textDelta,
} from "./events.js";

const errors = { label: "Test", keyAdvice: "", requestIdHeader: "x-request-id", secrets: [] };

/** As a provider reads a stream: events that differ in their text alone are not parsed. */
function read(events: readonly string[]): readonly ModelStreamPart[] {
  const answer = new StreamedAnswer(
    {
      errors,
      stream: true,
      send: () => Promise.reject(new Error("is not sent")),
      createFrameReader: (requestId) => new ResponseStreamReader(errors, requestId),
      readResponse: (body, requestId) => readResponse(body, errors, requestId),
    },
    undefined,
    0,
  );
  answer.push(toBytes(toSse(events)));
  expect(answer.failure).toBeUndefined();
  return answer.takeParts();
}

/** Every event by itself. */
function readEach(events: readonly string[]): readonly ModelStreamPart[] {
  const reader = new ResponseStreamReader(errors, undefined);
  const parts: ModelStreamPart[] = [];
  for (const data of events) reader.readFrame(data, undefined, parts);
  return parts;
}

/** Events as they come: each with a number of its own. */
function numbered(events: readonly string[]): readonly string[] {
  return events.map((data, index) =>
    data.replace(/"sequence_number":\d+/, `"sequence_number":${index}`),
  );
}

const texts = array(constantFrom("a", " b", "it", "message", "0", "\n\n", '"', "é", ""), {
  maxLength: 8,
});

/** The events of an item of the output. */
const item = tuple(integer({ min: 0, max: 2 }), texts).map(([kind, pieces]) => (index: number) => {
  const text = pieces.join("");
  if (kind === 0) {
    const call = functionCall(`call_${index}`, "now", text);
    const deltas = pieces.map((piece) => delta("function_call_arguments", piece, index));
    return [added(functionCall(`call_${index}`, "now", ""), index), ...deltas, done(call, index)];
  }
  const deltas = kind === 1 ? pieces.map((piece) => textDelta(piece, index)) : [];
  return [added(message("", { content: [] }), index), ...deltas, done(message(text), index)];
});

it("reads the same from a response whether its events are parsed or not", () => {
  assert(
    property(array(item, { maxLength: 4 }), (items) => {
      const output = items.flatMap((events, index) => events(index));
      const events = numbered([...created, ...output, completed()]);
      expect(read(events)).toEqual(readEach(events));
    }),
  );
});

it("does not parse the events of a long text one by one", () => {
  const pieces = Array.from({ length: 500 }, (_, index) => ` word${index}`);
  const texts = pieces.map((piece) => textDelta(piece));
  const events = numbered([...created, ...texts, completed()]);
  const { parse } = JSON;
  let parsed = 0;
  JSON.parse = (text, reviver) => {
    parsed += 1;
    return parse(text, reviver) as unknown;
  };
  try {
    const parts = read(events);
    expect(parts.filter(({ type }) => type === "text_delta")).toHaveLength(500);
  } finally {
    JSON.parse = parse;
  }
  expect(parsed).toBeLessThan(10);
});
