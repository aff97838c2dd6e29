import { array, assert, constantFrom, integer, oneof, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { StreamedAnswer } from "../../../src/providers/body/streamed-answer.js";
import { createSseDecoder } from "../../../src/providers/body/decode-sse.js";
import { EventTemplate } from "../../../src/providers/body/event-template.js";
import type { Exchange } from "../../../src/providers/body/exchange.js";
import { ChatStreamReader } from "../../../src/providers/openai/chat/read-stream.js";
import { toBytes } from "../../support/wire-server.js";

const errors = { label: "Test", keyAdvice: "", requestIdHeader: "x-request-id", secrets: [] };
const exchange: Exchange = {
  errors,
  stream: true,
  send: () => Promise.reject(new Error("is not sent")),
  createFrameReader: () => new ChatStreamReader(errors, undefined),
  readResponse: () => [],
};

interface Reading {
  readonly parts: readonly ModelStreamPart[];
  readonly failed: boolean;
}

/** As a provider reads a body: with the template. */
function read(pieces: readonly Uint8Array[]): Reading {
  const answer = new StreamedAnswer(exchange, undefined, 0);
  const parts: ModelStreamPart[] = [];
  for (const piece of [...pieces, undefined]) {
    const complete = answer.push(piece);
    parts.push(...answer.takeParts());
    if (complete || answer.failure !== undefined) break;
  }
  return { parts, failed: answer.failure !== undefined };
}

/** Every event by itself. */
function readEach(body: string): Reading {
  const reader = new ChatStreamReader(errors, undefined);
  const parts: ModelStreamPart[] = [];
  let complete = false;
  let failed = false;
  const decoder = createSseDecoder((data, name) => {
    if (complete || failed) return;
    try {
      complete = reader.readFrame(data, name, parts);
    } catch {
      failed = true;
    }
  });
  decoder.push(toBytes(body));
  decoder.end();
  try {
    if (!complete && !failed) reader.readEnd(parts);
  } catch {
    failed = true;
  }
  return { parts, failed };
}

function cut(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

const text = oneof(
  constantFrom(
    "a",
    " b",
    "it",
    "test",
    "assistant",
    "0",
    'say "hi"',
    "\\",
    "\n\n",
    "é",
    "",
    "x".repeat(40),
  ),
  string({ unit: "binary", maxLength: 20 }),
);

/** Events of all sorts, most of them alike. */
const event = oneof(
  { weight: 12, arbitrary: text.map((content) => chunkOf({ content })) },
  {
    weight: 4,
    arbitrary: record({
      content: text,
      obfuscation: constantFrom("", "aB3", "x1", 'q"', "\\u0041"),
    }).map(({ content, obfuscation }) => chunkOf({ content }, { obfuscation })),
  },
  {
    weight: 4,
    arbitrary: record({ content: text, sequence_number: integer({ min: 0, max: 1_000 }) }).map(
      ({ content, ...rest }) => chunkOf({ content }, rest),
    ),
  },
  {
    weight: 4,
    arbitrary: record({ content: text, number: integer({ min: 0, max: 1_000 }) }).map(
      ({ content, number }) => numberedFirst(content, number),
    ),
  },
  { weight: 1, arbitrary: text.map((refusal) => chunkOf({ refusal })) },
  {
    weight: 1,
    arbitrary: text.map((reasoning_content) => chunkOf({ content: null, reasoning_content })),
  },
  { weight: 1, arbitrary: text.map((content) => chunkOf({ content, role: "assistant" })) },
  {
    weight: 1,
    arbitrary: text.map((text) =>
      chunkOf({ content: text, reasoning_details: [{ type: "reasoning.text", text }] }),
    ),
  },
  {
    weight: 2,
    arbitrary: record({ content: text, id: constantFrom("a", "b"), more: text }).map(
      ({ content, id, more }) =>
        chunkOf({ content, tool_calls: [{ id, function: { name: "f", arguments: more } }] }),
    ),
  },
  {
    weight: 1,
    arbitrary: constantFrom("a", "c").map((id) => chunkOf({ content: "x", tool_calls: [{ id }] })),
  },
  {
    weight: 1,
    arbitrary: constantFrom(
      ": a comment\n\n",
      "data: [DONE]\n\n",
      "data: {\n\n",
      "\n\n",
      "event: error\ndata: {}\n\n",
      'data: {"choices":[{"index":0,"delta":{"content":"a\\"}}]}\n\n',
      'data: {"id":"1","choices":[{"index":0,"delta":{"content":"\\x"}}]}\n\n',
      chunkOf({ content: "crlf" }).replaceAll("\n", "\r\n"),
      chunkOf({}, { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
    ),
  },
);

function chunkOf(delta: object, rest: object = {}): string {
  const frame = {
    id: "1",
    model: "test",
    choices: [{ index: 0, delta, finish_reason: null }],
    ...rest,
  };
  return `data: ${JSON.stringify(frame)}\n\n`;
}

/** As OpenAI's Responses have the number: before the text. */
function numberedFirst(content: string, number: number): string {
  return chunkOf({ content }).replace("{", `{"sequence_number":${number},`);
}

describe("a stream of events that are alike", () => {
  it("gives the same parts as reading every event by itself, wherever it is cut", () => {
    assert(
      property(array(event, { maxLength: 40 }), integer({ min: 1, max: 3_000 }), (events, size) => {
        const body = events.join("");
        const { parts, failed } = read(cut(toBytes(body), size));
        const expected = readEach(body);
        expect(failed).toBe(expected.failed);
        expect(parts).toEqual(expected.parts);
      }),
      { numRuns: 1_000 },
    );
  });

  it("ends a thought whose only event was cut between two reads", () => {
    const say = (content: string) => toBytes(chunkOf({ content }));
    const thought = toBytes(chunkOf({ content: null, reasoning_content: "Hm." }));
    const cutThought = [thought.subarray(0, 40), thought.subarray(40)];
    const { parts } = read([say("a"), say("b"), say("c"), ...cutThought, say("d")]);
    expect(parts.map(({ type }) => type).slice(-3)).toEqual([
      "reasoning_delta",
      "reasoning_end",
      "text_delta",
    ]);
  });

  it.each([
    ["alike in all but their text", (n: number) => chunkOf({ content: `word${n}` })],
    [
      "with padding and a number, as OpenAI sends them",
      (n: number) =>
        chunkOf({ content: `word${n}` }, { obfuscation: "x".repeat(n % 7), sequence_number: n }),
    ],
    ["with text that is escaped", (n: number) => chunkOf({ content: `"word"\n${n}é` })],
    ["with long text", (n: number) => chunkOf({ content: `a longer text, number ${n}` })],
  ])("parses only the first ones of events %s", (_, eventAt) => {
    const template = new EventTemplate();
    template.learn(chunkOf({ content: "a" }, rest(0)), "a");
    template.learn(chunkOf({ content: "b" }, rest(1)), "b");
    const input = eventAt(5);
    expect(template.read(input, 0)).toBe(input.length);
    expect(template.text).toBe(contentOf(input));

    function rest(n: number): object {
      const { obfuscation, sequence_number } = JSON.parse(eventAt(n).slice(6)) as Record<
        string,
        unknown
      >;
      return { ...(obfuscation !== undefined && { obfuscation, sequence_number }) };
    }
  });

  it("parses only the first ones of events that have their number before the text", () => {
    const template = new EventTemplate();
    template.learn(numberedFirst("a", 9), "a");
    template.learn(numberedFirst("b", 10), "b");
    const input = numberedFirst("word", 1_000);
    expect(template.read(input, 0)).toBe(input.length);
    expect(template.text).toBe("word");
    expect(template.read(input.replace("1000", '"10"'), 0)).toBe(-1);
    expect(template.read(input.replace("1000", ""), 0)).toBe(-1);
  });

  it.each([
    ["that is cut", chunkOf({ content: "abc" }).slice(0, -1)],
    ["with another field", chunkOf({ content: "abc", role: "assistant" })],
    ["with another end", chunkOf({ content: "abc" }, { usage: null })],
    ["with a string that is none", chunkOf({ content: "abc" }).replace("abc", "a\\xc")],
    ["with a raw control character", chunkOf({ content: "abc" }).replace("abc", "a\tc")],
    ["without text", chunkOf({ content: "" })],
  ])("leaves an event %s to the parser", (_, input) => {
    const template = new EventTemplate();
    template.learn(chunkOf({ content: "a" }), "a");
    template.learn(chunkOf({ content: "b" }), "b");
    expect(template.read(chunkOf({ content: "abc" }), 0)).toBeGreaterThan(0);
    expect(template.read(input, 0)).toBe(-1);
  });

  it("is not asked any more where no two events are alike", () => {
    const template = new EventTemplate();
    for (let n = 0; n < 20; n++) template.learn(chunkOf({ content: `${n}` }, { at: n }), `${n}`);
    expect(template.promising).toBe(false);
  });
});

function contentOf(input: string): string {
  const frame = JSON.parse(input.slice(6)) as { choices: [{ delta: { content: string } }] };
  return frame.choices[0].delta.content;
}
