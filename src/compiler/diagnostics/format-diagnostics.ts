import { assertOptions } from "../../errors/assert-options.js";
import { flag, oneOf } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { toTerminal } from "../../internal/terminal-text.js";
import { workflowCommand } from "../../internal/workflow-command.js";
import { codeFrame, createPalette } from "./code-frame.js";
import type { Diagnostic } from "./diagnostic.js";
import { positionOf } from "./position.js";

/** How diagnostics are written: for people, for programs, or as annotations of GitHub Actions. */
export type DiagnosticFormat = "text" | "json" | "github";

/** What {@link formatDiagnostics} takes. */
export interface FormatOptions {
  readonly format: DiagnosticFormat;
  /** Whether the text has colors. Ignored by the other formats. */
  readonly color: boolean;
}

const optionsRule = shape<FormatOptions>({ format: oneOf("text", "json", "github"), color: flag }, [
  "format",
]);

/** One diagnostic in the format `"json"`; all but the last four properties are null if it has no place. */
export interface JsonDiagnostic {
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** From 1, in UTF-16 units. */
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string | null;
}

/**
 * Writes diagnostics, in the order given. Text is in tsc's own form (`file:line:column - error
 * troupe(code): message`), which editors recognise, with a code frame; JSON is one array; GitHub's is
 * one workflow command per line. Without diagnostics the result is empty, or `[]` for JSON.
 *
 * Control characters in authors' text and in file names are escaped (`\\u001b`), so that the text
 * contains no others than its colours; JSON has all values unchanged.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: FormatOptions,
): string {
  assertOptions("formatDiagnostics()", options, optionsRule);
  const text = writeDiagnostics(diagnostics, options);
  return options.format === "json" ? text : toTerminal(text);
}

/**
 * {@link formatDiagnostics} for the command. It works even if a project's module broke a global, and leaves
 * escaping to `toTerminal`.
 */
export function writeDiagnostics(
  diagnostics: readonly Diagnostic[],
  { format, color }: FormatOptions,
): string {
  switch (format) {
    case "text":
      return diagnostics.map((diagnostic) => toText(diagnostic, color)).join("\n\n");
    case "json":
      return JSON.stringify(diagnostics.map(toJson), undefined, 2);
    case "github":
      return diagnostics.map(toWorkflowCommand).join("\n");
  }
}

function toText({ code, severity, message, span, hint }: Diagnostic, color: boolean): string {
  const paint = createPalette(color);
  const position = span && positionOf(span.text, span.start);
  const place =
    span && position
      ? `${paint("file", span.file)}:${paint("place", String(position.line))}:${paint("place", String(position.column))} - `
      : "";
  const headline = `${place}${paint(severity, severity)}${paint("code", ` troupe(${code}): `)}${message}`;
  const frame = span ? `\n\n${codeFrame(span, severity, paint)}` : "";
  return `${headline}${frame}${hint === undefined ? "" : `\n  ${paint("hint", "hint:")} ${hint}`}`;
}

function toJson({ code, severity, message, span, hint }: Diagnostic): JsonDiagnostic {
  const start = span && positionOf(span.text, span.start);
  const end = span && positionOf(span.text, span.end);
  return {
    file: span?.file ?? null,
    line: start?.line ?? null,
    column: start?.column ?? null,
    endLine: end?.line ?? null,
    endColumn: end?.column ?? null,
    code,
    severity,
    message,
    hint: hint ?? null,
  };
}

function toWorkflowCommand(diagnostic: Diagnostic): string {
  const { file, line, column, endLine, endColumn, code, severity, message, hint } =
    toJson(diagnostic);
  const place = { file, line, col: column, endLine, endColumn, title: `troupe(${code})` };
  return workflowCommand(severity, place, hint === null ? message : `${message}\n${hint}`);
}
