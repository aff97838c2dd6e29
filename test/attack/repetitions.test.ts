import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z as z3 } from "zod3";
import { createPartialJsonParser } from "../../src/internal/partial-json/partial-json-parser.js";
import { normalizeBase64 } from "../../src/internal/base64.js";
import { readDuration } from "../../src/internal/duration.js";
import { createSentenceSplitter } from "../../src/internal/sentences.js";
import { redact } from "../../src/errors/redact/redact.js";
import { readRetryAfterMs } from "../../src/providers/retry-after.js";
import { decodeDataUrl } from "../../src/runtime/messages/decode-data-url.js";
import { readUnenforced, UnenforcedReader } from "../../src/runtime/read-unenforced.js";
import { listIssues, parse, whereItBreaks } from "../../src/runtime/validate.js";

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
    for (let at = 0; at < text.length; at += 8) reader.write(text.slice(at, at + 8));
  },
  redact: (text) => redact(text, ["sk-1234"]),
  retryAfter: (text) => readRetryAfterMs({ get: () => text } as unknown as Headers, 0),
  dataUrl: (text) => decodeDataUrl(`data:${text}`),
  base64: normalizeBase64,
  duration: readDuration,
  async issues(text) {
    const object = z3.object({ [text]: z3.enum(["a"]) }).strict();
    const value = { [text]: text, [`${text}x`]: 1 };
    const result = await parse(object as never, value, undefined);
    return result.success || listIssues(result.issues);
  },
};

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
    ];
    await expect(fc.assert(property, { numRuns: 25, examples })).resolves.toBeUndefined();
  });
});
