/** A place in a text as people count it: from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units, as editors and tsc count. */
  readonly column: number;
}

// The line ends of ECMAScript, which tsc counts as well.
const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;

/** The lines of a text, without their ends. */
export function linesOf(text: string): string[] {
  return text.split(lineEnd);
}

/** The position of an offset. An offset after the end of the text counts as the end. */
export function positionOf(text: string, offset: number): Position {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (const match of text.matchAll(lineEnd)) {
    const next = match.index + match[0].length;
    if (next > end) break;
    line++;
    lineStart = next;
  }
  return { line, column: end - lineStart + 1 };
}

/** The offset of a line and a column, both from 1. A position outside the text is moved to its edge. */
export function offsetOf(text: string, line: number, column: number): number {
  let lineStart = 0;
  let current = 1;
  for (const match of text.matchAll(lineEnd)) {
    if (current === line) return Math.min(lineStart + column - 1, match.index);
    lineStart = match.index + match[0].length;
    current++;
  }
  return current === line ? Math.min(lineStart + column - 1, text.length) : text.length;
}
