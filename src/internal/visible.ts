/**
 * Characters that could mislead a person or a parser: control characters (ESC, carriage return, C1),
 * Unicode line ends, characters that change the direction of text or are invisible, lone surrogates.
 * Joiners stay, because emoji and several scripts need them.
 */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff\ufffe\uffff]/gu;

/**
 * The text with an escape (`\u001b`) for each such character; line feeds and tabs stay. Each is escaped by
 * itself, so a sequence that is split between two calls is escaped too. In JSON and in JavaScript literals,
 * the escape means the same character.
 */
export function visible(text: string): string {
  return text.replace(unseen, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** {@link visible}, on one line: line feeds and tabs are escaped as well. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/**
 * The text with a space for each character that {@link visible} escapes, and for a tab, so that columns
 * stay the same.
 */
export function blank(text: string): string {
  return text.replace(unseen, " ").replaceAll("\t", " ");
}
