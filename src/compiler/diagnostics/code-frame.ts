import { styled } from "../../internal/terminal-text.js";
import { blank } from "../../internal/visible.js";
import type { Span } from "./diagnostic.js";
import { linesOf, positionOf } from "./position.js";

/** Colours a piece of a text that is printed. */
export interface Palette {
  /** Wraps the text in a style, or returns it as it is. */
  (style: keyof typeof styles, text: string): string;
}

// What tsc itself uses.
const styles = { error: 91, warning: 93, file: 96, place: 93, code: 90, hint: 94, gutter: 7 };

/** A {@link Palette} with the colours of a terminal, as `toTerminal` takes them, or with none. */
export function createPalette(color: boolean): Palette {
  return (style, text) => (color ? styled(String(styles[style]), text, "0") : text);
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
    const { shown, indent, length } = window(source, from, to);
    rows.push(
      `${paint("gutter", String(line).padStart(width))} ${shown}`,
      `${paint("gutter", " ".repeat(width))} ${" ".repeat(indent)}${paint(severity, "~".repeat(length))}`,
    );
  }
  return rows.join("\n");
}

// Wider than a line that a person has written.
const widest = 300;

/** What is shown of a line, and where the squiggle is in it: all, or of a very long line what is around it. */
function window(source: string, from: number, to: number) {
  const start = source.length > widest ? Math.max(0, from - widest / 4) : 0;
  const end = source.length > widest ? start + widest : source.length;
  const [before, after] = [start > 0 ? "…" : "", end < source.length ? "…" : ""];
  const part = `${before}${source.slice(start + before.length, end)}${after}`;
  // A tab is a column for an editor and several cells on a screen; an escape would do what it says.
  const shown = blank(part).trimEnd();
  const indent = from - start;
  return { shown, indent, length: Math.max(Math.min(to, end) - from, 1) };
}
