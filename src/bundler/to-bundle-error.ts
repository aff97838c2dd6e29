import path from "node:path";
import { visible } from "../internal/visible.js";
import { codeFrame, createPalette } from "../compiler/diagnostics/code-frame.js";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import { formatDiagnostics } from "../compiler/diagnostics/format-diagnostics.js";
import { positionOf } from "../compiler/diagnostics/position.js";

/** Diagnostics as Rollup and Vite report them: the first with its place, the others as text. */
export interface BundleError {
  readonly message: string;
  readonly stack: string;
  readonly plugin: string;
  /** The file. */
  readonly id?: string;
  /** The column from 0. */
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

/**
 * Turns diagnostics into an error that a bundler reports, and Vite shows over a page.
 *
 * @param diagnostics at least one
 * @param root the project's folder, absolute
 */
export function toBundleError(diagnostics: readonly Diagnostic[], root: string): BundleError {
  const [first, ...others] = diagnostics;
  const format = { format: "text", color: false } as const;
  const error = { message: formatDiagnostics(diagnostics, format), stack: "", plugin: "troupe" };
  if (first?.span === undefined) return error;
  const { code, severity, message, span, hint } = first;
  const { line, column } = positionOf(span.text, span.start);
  // Vite prints it unchanged.
  const file = visible(path.join(root, span.file));
  const advice = hint === undefined ? "" : `\n${hint}`;
  const rest = others.length === 0 ? "" : `\n\n${formatDiagnostics(others, format)}`;
  return {
    ...error,
    message: visible(`troupe(${code}): ${message}${advice}${rest}`),
    id: file,
    loc: { file, line, column: column - 1 },
    frame: toViteFrame(codeFrame(span, severity, createPalette(false))),
  };
}

/** A code frame in the form that Vite recognises, `7 | code` and `  | ^^^` below; it shows no other. */
function toViteFrame(frame: string): string {
  const width = /^ *\d+/.exec(frame)?.[0].length ?? 0;
  return frame
    .split("\n")
    .map((row) => {
      if (row.startsWith("...")) return row;
      const marked = row.replace(/^( +)(~+)$/, (_, indent: string, tildes: string) => {
        return indent + "^".repeat(tildes.length);
      });
      return `${marked.slice(0, width)} |${marked.slice(width)}`;
    })
    .join("\n");
}
