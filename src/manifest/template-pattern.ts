import type { TemplateNode } from "./type-node.js";

/** The values between the fixed parts, as TypeScript writes them into a text. */
const numbers = {
  number: String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`,
  bigint: String.raw`-?\d+`,
} as const;

const anything = String.raw`[\s\S]*`;

/**
 * The source of a regular expression, for the flag `u`, that matches the texts of a template literal type.
 * After a part that may be any text, the expression uses only the first match of the next part: trying all
 * of them would take polynomial time.
 */
export function templatePattern({ texts, types }: TemplateNode): string {
  /** The expressions before, between and after the parts that may be any text. */
  const pieces: string[] = [];
  let piece = escape(texts[0] ?? "");
  for (const [index, type] of types.entries()) {
    if (type === "string") {
      pieces.push(piece);
      piece = "";
    } else {
      // The beginning of the number may be part of the text before it.
      const isBehindText = piece === "" && pieces.length > 0;
      piece += isBehindText ? String.raw`\d` : numbers[type];
    }
    piece += escape(texts[index + 1] ?? "");
  }
  const [first, ...others] = pieces;
  if (first === undefined) return `^${piece}$`;
  const middle = others.filter((one) => one !== "");
  const last = piece === "" ? middle.pop() : undefined;
  const end = last === undefined ? piece : last + anything;
  return `^${first}${middle.map(findFirst).join("")}${anything}${end}$`;
}

/** Matches up to the first match of an expression, inclusive. */
function findFirst(piece: string): string {
  if (/^\\?.$/su.test(piece)) return `[^${piece}]*${piece}`;
  return String.raw`(?:(?!${piece})[\s\S])*?${piece}`;
}

/**
 * The source that matches exactly a text. `-` and `/` are not escaped, because the flag `u` rejects
 * needless escapes.
 */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
