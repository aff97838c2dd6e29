/** Cuts text into pieces while it arrives. Concatenated, the pieces are exactly the text. */
export interface PieceSplitter {
  /** Takes the next part of the text, split anywhere; gives the pieces that are now complete. */
  write(text: string): readonly string[];
  /** Ends the text; gives the rest. A new text may follow. */
  end(): readonly string[];
}

/** What a piece is: a word, a line, or text up to the end of a match of a pattern. */
export type PieceOf = "word" | "line" | RegExp;

/**
 * From this length on, a rest without a complete piece is examined again only after it has grown by an
 * eighth.
 */
const longRest = 256;

/**
 * Creates a splitter. A piece includes the white space and the punctuation after it. Words are those of
 * `Intl.Segmenter`, so that text without spaces also has words. A very long unfinished piece is examined at
 * growing distances, so the cost is linear in the text, except for the cost of a pattern.
 */
export function createPieceSplitter(by: PieceOf): PieceSplitter {
  const cut = cutterOf(by);
  let rest = "";
  let nextLength = 0;
  return {
    write(text) {
      rest += text;
      if (rest.length < nextLength) return [];
      const pieces = cut(rest);
      rest = pieces.pop() ?? "";
      const isLong = pieces.length === 0 && rest.length > longRest;
      nextLength = isLong ? rest.length + (rest.length >> 3) : 0;
      return pieces;
    },
    end() {
      const pieces = cut(rest);
      rest = "";
      nextLength = 0;
      return pieces.filter((piece) => piece !== "");
    },
  };
}

/** Cuts a text into pieces; the last one is incomplete, and may be empty. */
type Cutter = (text: string) => string[];

function cutterOf(by: PieceOf): Cutter {
  if (by === "line") return cutLines;
  if (by !== "word") return cutterAt(by);
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  return (text) => cutWords(segmenter, text);
}

function cutLines(text: string): string[] {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return [...lines.map((line) => `${line}\n`), last];
}

function cutWords(segmenter: Intl.Segmenter, text: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let hasWord = false;
  for (const { segment, isWordLike = false } of segmenter.segment(text)) {
    if (isWordLike && hasWord) {
      pieces.push(piece);
      piece = "";
    }
    hasWord ||= isWordLike;
    piece += segment;
  }
  return /\s$/.test(piece) ? [...pieces, piece, ""] : [...pieces, piece];
}

function cutterAt(pattern: RegExp): Cutter {
  // A copy, because other code may use the pattern too, and some patterns have a state.
  const own = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}g`);
  return (text) => {
    const pieces: string[] = [];
    let from = 0;
    for (const match of text.matchAll(own)) {
      const to = match.index + match[0].length;
      if (to === from) continue;
      pieces.push(text.slice(from, to));
      from = to;
    }
    return [...pieces, text.slice(from)];
  };
}
