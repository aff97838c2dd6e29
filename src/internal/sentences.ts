import type { PieceSplitter } from "./pieces.js";

/**
 * Characters that may end a sentence: Unicode's SATerm and ParaSep (UAX #29, section 5.1), and the
 * semicolon, which is the Greek question mark. Superfluous ones only cost time.
 */
const maybeEnd = String.raw`\p{Sentence_Terminal};\u037e\n\r\u0085\u2028\u2029`;
/**
 * Characters that settle whether a sentence ended before them: rule SB8 looks ahead to the first of these
 * (in `"3. 4 and"` the sentence continues, in `"3. 4 And"` it does not).
 */
const settling = String.raw`\p{Alphabetic}\p{Sentence_Terminal}\n\r\u0085\u2028\u2029`;

interface Patterns {
  readonly end: RegExp;
  readonly settled: RegExp;
  /** From the last settling character to the end. */
  readonly lastSettled: RegExp;
}

let patterns: Patterns | undefined;

/**
 * Made with the first splitter, because the engine takes 0.6 ms for Unicode classes, which every start
 * would pay.
 */
function readPatterns(): Patterns {
  patterns ??= {
    end: new RegExp(`[${maybeEnd}]`, "u"),
    settled: new RegExp(`[${settling}]`, "u"),
    // Linear: each attempt ends at the next settling character.
    lastSettled: new RegExp(`[${settling}][^${settling}]*$`, "u"),
  };
  return patterns;
}

/**
 * From this length on, a tail without a sentence is examined again only after it has grown by an eighth.
 */
const longTail = 256;

/**
 * Creates a splitter with the rules of `Intl.Segmenter` for a locale. Concatenated, the sentences are
 * exactly the text; white space between two belongs to the first. They do not depend on how the text was
 * split.
 *
 * Linear in the text: segments only the unfinished tail, and only after a possible end was followed by a
 * settling character. A very long tail is segmented at growing distances, so a sentence of more than 256
 * characters may come a little later.
 *
 * @param locale A BCP 47 tag. Default: the system's. A malformed one throws a `RangeError`.
 */
export function createSentenceSplitter(locale?: string): PieceSplitter {
  const { end, settled, lastSettled } = readPatterns();
  const segmenter = new Intl.Segmenter(locale, { granularity: "sentence" });
  let tail = "";
  /** The last code unit if it is half a character; it is examined with the next text. */
  let half = "";
  /** Whether the tail contains a possible end that is not settled yet. */
  let pending = false;
  let nextLength = 0;
  /** Whether a possible end was settled since the tail was last segmented. */
  let due = false;

  function look(text: string): void {
    const seen = half + text;
    half = /[\ud800-\udbff]$/.exec(seen)?.[0] ?? "";
    let fresh = half === "" ? seen : seen.slice(0, -1);
    if (!pending) {
      const at = fresh.search(end);
      if (at === -1) return;
      pending = true;
      fresh = fresh.slice(at + 1);
    }
    due ||= settled.test(fresh);
  }

  return {
    write(text) {
      tail += text;
      look(text);
      if (!due || tail.length < nextLength) return [];
      due = false;
      const sentences = split(segmenter, tail);
      // The last one may continue. If it contains no settling character, it may even belong to the one
      // before.
      const last = sentences.pop() ?? "";
      tail = settled.test(last) ? last : (sentences.pop() ?? "") + last;
      pending = end.test(tail.slice(Math.max(0, tail.search(lastSettled))));
      nextLength =
        sentences.length === 0 && tail.length > longTail ? tail.length + (tail.length >> 3) : 0;
      return sentences;
    },
    end() {
      const rest = split(segmenter, tail);
      tail = half = "";
      pending = due = false;
      nextLength = 0;
      return rest;
    },
  };
}

function split(segmenter: Intl.Segmenter, text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
