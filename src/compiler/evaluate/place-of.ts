import { readFileSync } from "node:fs";
import path from "node:path";
import type { Span } from "../diagnostics/diagnostic.js";
import { offsetOf } from "../diagnostics/position.js";
import type { EvaluationError } from "./evaluation-error.js";

/** The place that the error names; `undefined` when its file cannot be read. */
export function placeOf({ file, line, column }: EvaluationError, root: string): Span | undefined {
  let text: string;
  try {
    // Without the byte order mark, which TypeScript does not count either.
    text = readFileSync(path.join(root, file), "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
  const start = line === undefined ? 0 : offsetOf(text, line, column ?? 1);
  const word = /^[\w$]+|^(["']).*?\1/.exec(text.slice(start, start + 200))?.[0] ?? " ";
  return { file, text, start, end: line === undefined ? 0 : start + word.length };
}
