import { stripVTControlCharacters } from "node:util";
import { createPaint, type Paint } from "../terminal/paint.js";
import { wrap } from "../terminal/wrap.js";
import type { Finding, Level } from "./view/finding.js";
import { hideSecrets } from "./hide-secrets.js";

/** A finding, and the check that it is from. */
export interface Heard {
  readonly check: string;
  readonly finding: Finding;
}

/** Formats findings as they come. Its results contain no keys. */
export interface Printer {
  /** The findings under one heading. */
  section(title: string, heard: readonly Heard[]): string;
  /** The end, about all findings. */
  end(heard: readonly Heard[]): string;
}

/** Text for people, section by section, or one JSON document at the end. */
export function createPrinter(format: "text" | "json"): Printer {
  return format === "json" ? { section: () => "", end: toJson } : createTextPrinter();
}

function createTextPrinter(): Printer {
  const paint = createPaint(process.stdout);
  // A pipe has no width.
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  return {
    section: (title, heard) => {
      if (heard.length === 0) return "";
      const findings = heard.map(({ finding }) => toText(finding, width, paint));
      return `${[paint.bold(title), ...findings].join("\n")}\n\n`;
    },
    end: (heard) => `${summarize(heard, paint)}\n`,
  };
}

const indent = " ".repeat("  warning  ".length);

function toText({ level, message, remedy }: Finding, width: number, paint: Paint): string {
  const lines = wrap(clean(message), width - indent.length);
  const head = `  ${paintLevel(level, paint)}${" ".repeat(indent.length - 2 - level.length)}`;
  const text = head + lines.join(`\n${indent}`);
  if (!remedy) return text;
  const label = remedy.kind === "run" ? "run: " : "edit: ";
  const advice = clean(remedy.text);
  // A command is not wrapped, so that it can be copied.
  const room = remedy.kind === "run" ? Infinity : width - indent.length - label.length;
  const rest = wrap(advice, room).join(`\n${indent}${" ".repeat(label.length)}`);
  return `${text}\n${indent}${paint.dim(label)}${rest}`;
}

function clean(text: string): string {
  return stripVTControlCharacters(hideSecrets(text));
}

function paintLevel(level: Level, paint: Paint): string {
  switch (level) {
    case "ok":
      return paint.green(level);
    case "note":
      return paint.dim(level);
    case "warning":
      return paint.yellow(level);
    case "error":
      return paint.red(level);
  }
}

function summarize(heard: readonly Heard[], paint: Paint): string {
  const count = (level: Level, noun: string) => {
    const number = heard.filter(({ finding }) => finding.level === level).length;
    return number === 0 ? [] : [`${number} ${noun}${number === 1 ? "" : "s"}`];
  };
  const errors = count("error", "error");
  const rest = [...count("warning", "warning"), ...count("note", "note")];
  if (errors.length > 0) return paint.red([...errors, ...rest].join(", "));
  return [paint.green("No problems found"), ...rest].join(", ");
}

function toJson(heard: readonly Heard[]): string {
  const findings = heard.map(({ check, finding }) => ({
    check,
    level: finding.level,
    message: hideSecrets(finding.message),
    remedy: finding.remedy
      ? { kind: finding.remedy.kind, text: hideSecrets(finding.remedy.text) }
      : null,
  }));
  const ok = !findings.some(({ level }) => level === "error");
  return `${JSON.stringify({ ok, findings }, undefined, 2)}\n`;
}
