import type { TransformFailure } from "esbuild";
import { blank, visible } from "../internal/visible.js";
import { messageOf } from "../internal/message-of.js";

/** A failure as Rollup and Vite report it: with the file, the place and the line of code. */
export interface TransformError {
  readonly message: string;
  readonly id: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

/** Turns esbuild's error about a module into one that Rollup and Vite report, and print unchanged. */
export function toTransformError(error: unknown, module: string): TransformError {
  const first = isTransformFailure(error) ? error.errors[0] : undefined;
  const id = visible(module);
  if (!first) return { message: visible(messageOf(error)), id };
  const { location } = first;
  const text = visible(first.text);
  if (!location) return { message: text, id };
  const { line, column, lineText, length } = location;
  const file = visible(location.file);
  const frame = `${line} | ${blank(lineText)}\n${" ".repeat(`${line} | `.length + column)}${"^".repeat(Math.max(1, length))}`;
  return {
    message: `${text} (${file}:${line}:${column + 1})`,
    id,
    loc: { file, line, column },
    frame,
  };
}

function isTransformFailure(error: unknown): error is TransformFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
