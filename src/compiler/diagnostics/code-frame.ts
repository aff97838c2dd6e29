import { styled } from "../../internal/terminal-text.js";
import { blank } from "../../internal/visible.js";
import type { Span } from "./diagnostic.js";
import { linesOf, positionOf } from "./position.js";

/** Colours a piece of a text that is printed. */
export interface Palette {
  /** Wraps the text in a style, or returns it as it is. */
  (style: keyof typeof styles, text: string): string;
}

// The colours of tsc.
const styles = { error: 91, warning: 93, file: 96, place: 93, code: 90, hint: 94, gutter: 7 };

/**
 * A {@link Palette} with terminal colours, in the form that `toTerminal` passes through, or without any.
 */
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

// Longer than a line that a person writes.
const widest = 300;

/**
 * The part of a line to show, and the place of the squiggle in it: the whole line, or of a very long one
 * the part around the squiggle.
 */
function window(source: string, from: number, to: number) {
  const start = source.length > widest ? Math.max(0, from - widest / 4) : 0;
  const end = source.length > widest ? start + widest : source.length;
  const [before, after] = [start > 0 ? "…" : "", end < source.length ? "…" : ""];
  const part = `${before}${source.slice(start + before.length, end)}${after}`;
  // A tab is one column in an editor and several cells on a screen, and a terminal would obey an escape.
  const shown = blank(part).trimEnd();
  const indent = from - start;
  return { shown, indent, length: Math.max(Math.min(to, end) - from, 1) };
}
