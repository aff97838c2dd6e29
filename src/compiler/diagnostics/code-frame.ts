import type { Span } from "./diagnostic.js";
import { linesOf, positionOf } from "./position.js";

/** Colours a piece of a text that is printed. */
export interface Palette {
  /** Wraps the text in a style, or returns it as it is. */
  (style: keyof typeof styles, text: string): string;
}

// What tsc itself uses.
const styles = { error: 91, warning: 93, file: 96, place: 93, code: 90, hint: 94, gutter: 7 };

/** A {@link Palette} that uses ANSI escapes, or none. */
export function createPalette(color: boolean): Palette {
  return (style, text) => (color ? `\u001B[${styles[style]}m${text}\u001B[0m` : text);
}

/** The lines that a span covers, numbered, with squiggles below, in tsc's form. Long spans lose their middle. */
export function codeFrame(span: Span, severity: "error" | "warning", paint: Palette): string {
  const lines = linesOf(span.text);
  const first = positionOf(span.text, span.start);
  const last = positionOf(span.text, Math.max(span.end, span.start));
  const width = String(last.line).length;
  const shortened = last.line - first.line >= 4;
  const rows: string[] = [];
  for (let line = first.line; line <= last.line; line++) {
    if (shortened && line === first.line + 2) {
      rows.push(`${paint("gutter", "...".padStart(width))} `);
      line = last.line - 1;
    }
    const source = lines[line - 1] ?? "";
    const from = line === first.line ? first.column - 1 : source.length - source.trimStart().length;
    const to = line === last.line ? last.column - 1 : source.length;
    // A tab is a column for an editor and several cells on a screen.
    const shown = source.replaceAll("\t", " ").trimEnd();
    rows.push(
      `${paint("gutter", String(line).padStart(width))} ${shown}`,
      `${paint("gutter", " ".repeat(width))} ${" ".repeat(from)}${paint(severity, "~".repeat(Math.max(to - from, 1)))}`,
    );
  }
  return rows.join("\n");
}
