import type { PieceSplitter } from "./pieces.js";

/**
 * What may end a sentence: Unicode's SATerm and ParaSep (UAX #29, section 5.1), and the semicolon,
 * which is the Greek question mark. More than needed costs time only.
 */
const maybeEnd = String.raw`\p{Sentence_Terminal};\u037e\n\r\u0085\u2028\u2029`;
/**
 * What settles whether a sentence ended before it: rule SB8 looks ahead to the first of these
 * (`"3. 4 and"` goes on, `"3. 4 And"` does not).
 */
const settling = String.raw`\p{Alphabetic}\p{Sentence_Terminal}\n\r\u0085\u2028\u2029`;

interface Patterns {
  readonly end: RegExp;
  readonly settled: RegExp;
  /** From the last character that settles to the end. */
  readonly lastSettled: RegExp;
}

let patterns: Patterns | undefined;

/** Made with the first splitter: the engine takes 0.6 ms for classes of Unicode, of every start. */
function readPatterns(): Patterns {
  patterns ??= {
    end: new RegExp(`[${maybeEnd}]`, "u"),
    settled: new RegExp(`[${settling}]`, "u"),
    // Linear: each try ends at the next character that settles.
    lastSettled: new RegExp(`[${settling}][^${settling}]*$`, "u"),
  };
  return patterns;
}

/** From this length on, a tail without a sentence is looked at again only when it has grown by an eighth. */
const longTail = 256;

/**
 * Makes a splitter by `Intl.Segmenter`'s rules for a locale. Concatenated, the sentences are the text
 * to the byte; white space between two belongs to the first. How the text was split makes no
 * difference to them.
 *
 * Linear in the text: only the unfinished tail is segmented, only when something that may end a
 * sentence was followed by something that settles it, and a tail that has no end for very long at
 * growing distances, so that a sentence of more than 256 characters may come a little later.
 *
 * @param locale A BCP 47 tag. Default: the system's. A malformed one throws a `RangeError`.
 */
export function createSentenceSplitter(locale?: string): PieceSplitter {
  const { end, settled, lastSettled } = readPatterns();
  const segmenter = new Intl.Segmenter(locale, { granularity: "sentence" });
  let tail = "";
  /** The last code unit when it is half a character; it is looked at with what follows. */
  let half = "";
  /** Whether the tail holds a possible end that nothing settled yet. */
  let pending = false;
  let nextLength = 0;
  /** Whether something settled a possible end since the tail was last segmented. */
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
      // The last may go on. If nothing in it settles where it begins, it may even belong to the one before.
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
