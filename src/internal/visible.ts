/**
 * What a text must not do where a person or a parser reads it: control characters (ESC, carriage return,
 * C1), line ends of Unicode, what turns the direction of a line or cannot be seen, halves of a character.
 * Joiners stay, because emoji and several scripts need them.
 */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff\ufffe\uffff]/gu;

/**
 * The text with an escape (`\u001b`) for each character that would act rather than be seen; line feeds
 * and tabs stay. Each is escaped by itself, so a sequence that is cut between two calls is escaped too.
 * In JSON and in literals of JavaScript the escape means the same character.
 */
export function visible(text: string): string {
  return text.replace(unseen, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** {@link visible}, on one line: line feeds and tabs are escaped as well. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/** The text with a space for each character that {@link visible} escapes, and for a tab: columns stay. */
export function blank(text: string): string {
  return text.replace(unseen, " ").replaceAll("\t", " ");
}
