import { readFileSync } from "node:fs";
import { join } from "node:path";
import { classDecorators } from "../analyze/declaration/callable-declaration.js";
import type { EvaluationFailure } from "./evaluation-error.js";
import type { ErrorText } from "./read-error.js";

const decorators: ReadonlySet<string> = new Set([...classDecorators, "context", "param", "tool"]);

/**
 * Explains a name that is not defined: where it is (a source map has no place for the second of several
 * decorators) and, for common mistakes, why. Undefined for any other error.
 * @param failure the place according to V8
 */
export function explainReference(
  { name, message }: ErrorText,
  failure: EvaluationFailure,
  root: string,
): EvaluationFailure | undefined {
  const undefinedName = /^([\p{ID_Continue}$]+) is not defined$/u.exec(message)?.[1];
  const early = /^Cannot access '([\p{ID_Continue}$]+)' before initialization$/u.exec(message)?.[1];
  const missing = undefinedName ?? early;
  if (name !== "ReferenceError" || missing === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(join(root, failure.file), "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
  const lines = text.split(/\r?\n/);
  const reason =
    early === undefined ? explain(missing, text) : explainEarly(early, lines, failure.line ?? 1);
  return {
    ...failure,
    ...findWord(missing, lines, failure.line ?? 1),
    message: reason === undefined ? failure.message : `${failure.message}: ${reason}`,
  };
}

function explain(name: string, text: string): string | undefined {
  const types = [...text.matchAll(/\b(?:interface|type)\s+([\p{ID_Continue}$]+)/gu)];
  if (types.some((match) => match[1] === name)) {
    return "it is a type, which does not exist at run time";
  }
  return decorators.has(name) ? 'import it from "troupe"' : undefined;
}

/** Why a name has no value yet: its own module declares it later, or another one that has not finished. */
function explainEarly(name: string, lines: readonly string[], line: number): string {
  const escaped = name.replaceAll("$", "\\$");
  const declares = new RegExp(
    `\\b(?:const|let|class|enum)\\s+${escaped}(?![\\p{ID_Continue}$])`,
    "u",
  );
  const rest = lines.slice(line - 1).join("\n");
  if (!declares.test(rest)) return "it is imported from a module that imports this one";
  const [, next] = /\bclass\s+([\p{ID_Continue}$]+)/u.exec(rest) ?? [];
  return next === name
    ? "a class is not yet defined when its own decorators run"
    : "it is declared further down; move the declaration up";
}

/** The first place, from a line on, of a word that is not part of a longer one. */
function findWord(word: string, lines: readonly string[], from: number) {
  for (const [index, text] of lines.entries()) {
    if (index + 1 < from) continue;
    const found = [...text.matchAll(/[\p{ID_Continue}$]+/gu)].find(
      (match) => match[0] === word && text[match.index - 1] !== ".",
    );
    if (found) return { line: index + 1, column: found.index + 1 };
  }
  return undefined;
}
