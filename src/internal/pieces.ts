/** Cuts text into pieces while it comes. Concatenated, the pieces are the text to the byte. */
export interface PieceSplitter {
  /** Takes the next part of the text, split anywhere; gives the pieces that are now complete. */
  write(text: string): readonly string[];
  /** Says that what follows is no part of it; gives what is left. It may be written on. */
  end(): readonly string[];
}

/** What a piece of text is: a word, a line, or what ends with a match of a pattern. */
export type PieceOf = "word" | "line" | RegExp;

/** From this length on, a rest without a piece is looked at again only when it has grown by an eighth. */
const longRest = 256;

/**
 * Makes a splitter. A piece has the white space and the punctuation that follow it; words are those of
 * `Intl.Segmenter`, so that text without spaces has words as well. What has no end for very long is looked at
 * at growing distances: linear in the text, but for what a pattern costs.
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

/** Cuts a text into pieces; the last one, which may be empty, is not complete. */
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
  // Whoever gave the pattern may use it as well, and some patterns remember where they were.
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
