import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z as z3 } from "zod3";
import { createPartialJsonParser } from "../../src/internal/partial-json/partial-json-parser.js";
import { normalizeBase64 } from "../../src/internal/base64.js";
import { readDuration } from "../../src/internal/duration.js";
import { createSentenceSplitter } from "../../src/internal/sentences.js";
import { redact } from "../../src/errors/redact/redact.js";
import { isNestedTooDeep } from "../../src/internal/is-nested-too-deep.js";
import { mediaTypeOfName, readMediaType } from "../../src/internal/media-type.js";
import { toWellFormedJson } from "../../src/internal/well-formed.js";
import { BodyAnswer } from "../../src/providers/body/body-answer.js";
import { createLineDecoder } from "../../src/providers/body/decode-lines.js";
import { createSseDecoder } from "../../src/providers/body/decode-sse.js";
import { isEndWord } from "../../src/providers/body/end-word.js";
import type { Exchange } from "../../src/providers/body/exchange.js";
import { judgeFrame } from "../../src/providers/failure/judge-failure.js";
import { ChatStreamReader } from "../../src/providers/openai/chat/read-stream.js";
import { findFailure, readFailure } from "../../src/providers/failure/read-failure.js";
import { readFinishReason } from "../../src/providers/wire/read-finish-reason.js";
import { readStatusError } from "../../src/providers/failure/read-status-error.js";
import type { ErrorContext } from "../../src/providers/wire/error-context.js";
import { ToolArguments } from "../../src/providers/wire/tool-arguments.js";
import { toToolName } from "../../src/runtime/tools/to-tool-name.js";
import { readRetryAfterMs } from "../../src/providers/failure/retry-after.js";
import { decodeDataUrl } from "../../src/runtime/messages/decode-data-url.js";
import { readUnenforced, UnenforcedReader } from "../../src/reading/read-unenforced.js";
import { listIssues } from "../../src/errors/issues.js";
import { parse, whereItBreaks } from "../../src/runtime/validate/validate.js";

/**
 * Everything that reads text from outside as a whole. None may take more than linear time in it: at this
 * length, quadratic time is longer than a test may take.
 */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  sentences(text) {
    const splitter = createSentenceSplitter("en");
    return [...splitter.write(text), ...splitter.write("A"), ...splitter.end()].join("");
  },
  partialJson(text) {
    const parser = createPartialJsonParser();
    parser.write(text);
    parser.end();
    return parser.value;
  },
  whereItBreaks,
  unenforced: readUnenforced,
  unenforcedInPieces(text) {
    const reader = new UnenforcedReader();
    for (const piece of cut(text)) reader.write(piece);
  },
  redact: (text) => redact(text, ["sk-1234"]),
  retryAfter: (text) => readRetryAfterMs({ get: () => text } as unknown as Headers, 0),
  dataUrl: (text) => decodeDataUrl(`data:${text}`),
  base64: normalizeBase64,
  duration: readDuration,
  sentencesInPieces(text) {
    const splitter = createSentenceSplitter("en");
    for (const piece of cut(text)) splitter.write(piece);
    splitter.end();
  },
  toolArguments(text) {
    const reader = new ToolArguments();
    for (const piece of cut(text)) reader.write(piece);
    reader.end();
  },
  failure(text) {
    const { message = "", marks } = readFailure(text);
    return [message, marks, findFailure(text, "error"), findFailure({ error: { message: text } })];
  },
  failureWithFields: (text) =>
    readFailure({ retry_after: text, code: text, message: `retry in ${text}` }),
  page: (text) => readFailure(`<html>${text}`),
  title: (text) => readFailure(`<title>${text}`),
  judgement: (text) => judgeFrame(readFailure({ error: { code: text, message: text } })),
  finishReason: (text) => readFinishReason(text, errors, []),
  statusError: (text) => readStatusError(new Response(text, { status: 400 })),
  endWord: isEndWord,
  mediaType: (text) => [readMediaType(text), mediaTypeOfName(text)],
  events(text) {
    const decoder = createSseDecoder(() => {}, undefined);
    for (const piece of cut(text)) decoder.push(new TextEncoder().encode(piece));
    decoder.end();
  },
  lines(text) {
    const decoder = createLineDecoder(() => {});
    for (const piece of cut(text)) decoder.push(new TextEncoder().encode(piece));
    decoder.end();
  },
  answer(text) {
    const answer = new BodyAnswer(new Response(text), exchange, undefined);
    const { parts, failure } = readBody(answer, text);
    return [parts, failure];
  },
  nesting: isNestedTooDeep,
  wellFormed: toWellFormedJson,
  toolName: toToolName,
  async issues(text) {
    const object = z3.object({ [text]: z3.enum(["a"]) }).strict();
    const value = { [text]: text, [`${text}x`]: 1 };
    const result = await parse(object as never, value, undefined);
    return result.success || listIssues(result.issues);
  },
};

const errors: ErrorContext = {
  label: "test",
  keyAdvice: "Set the key.",
  requestIdHeader: "x-request-id",
  secrets: ["sk-1234"],
};

const exchange: Exchange = {
  errors,
  stream: true,
  send: () => Promise.reject(new Error("nothing is sent")),
  createFrameReader: () => new ChatStreamReader(errors, undefined),
  readResponse: () => [],
};

function readBody(answer: BodyAnswer, text: string): { parts: unknown; failure: unknown } {
  try {
    for (const piece of cut(text)) answer.push(new TextEncoder().encode(piece));
    answer.push(undefined);
    return { parts: answer.takeParts(), failure: answer.failure };
  } catch (failure) {
    return { parts: [], failure };
  }
}

function* cut(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 8) yield text.slice(at, at + 8);
}

/** What the readers look for, and what separates it. */
const fragments = [
  ..." \n;,.:'\"\\/@={}[]<>`~-0aA\u2028\u0301\u{1f600}",
  ", received '",
  "Bearer ",
  "sk-",
  "://",
  ";base64",
  "```json\n",
  "<think>",
  '{"a":',
  "```",
  "<title",
  "<message>",
  "1m",
  "[DONE]",
  "content filter ",
  "rejected ",
  "data: ",
];

const length = 150_000;

describe("a text of repetitions, up to 150,000 characters of them", () => {
  test.each(Object.entries(readers))("is read in linear time: %s", async (_, read) => {
    const repeated = fc
      .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(""));
    const property = fc.asyncProperty(
      repeated,
      fc.constantFrom("", "x", "'", "="),
      async (piece, end) => {
        await read(piece.repeat(Math.ceil(length / piece.length)) + end);
      },
    );
    const examples: [string, string][] = [
      [";", ""],
      [", received '", ""],
      [", received '", "'"],
      [" ", "x"],
      ["<title", ""],
      ["1", "m"],
      ["`", ""],
    ];
    await expect(fc.assert(property, { numRuns: 25, examples })).resolves.toBeUndefined();
  });
});
