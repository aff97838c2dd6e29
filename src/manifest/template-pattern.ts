import type { TemplateNode } from "./type-node.js";

/** What may stand between the fixed parts, as TypeScript writes it into a text. */
const numbers = {
  number: String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`,
  bigint: String.raw`-?\d+`,
} as const;

const anything = String.raw`[\s\S]*`;

/**
 * The source of a regular expression, with the `u` flag, of the texts that a template literal type holds.
 * Where any text may follow, the first place at which a part fits will do: the expression finds no other
 * one, because trying them all takes time that grows with a power of the text.
 */
export function templatePattern({ texts, types }: TemplateNode): string {
  /** Expressions of what stands before, between and behind the parts that are any text. */
  const pieces: string[] = [];
  let piece = escape(texts[0] ?? "");
  for (const [index, type] of types.entries()) {
    if (type === "string") {
      pieces.push(piece);
      piece = "";
    } else {
      // The rest of the number may be of the text before it.
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

/** Up to the first place at which an expression fits, and that. */
function findFirst(piece: string): string {
  if (/^\\?.$/su.test(piece)) return `[^${piece}]*${piece}`;
  return String.raw`(?:(?!${piece})[\s\S])*?${piece}`;
}

/** A text that matches itself alone, `-` and `/` as they are: the `u` flag refuses needless escapes. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
