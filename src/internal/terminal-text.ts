import { visible } from "./visible.js";

/**
 * Begins a style in a text under construction, in place of ESC. It differs in each process, so that text
 * from outside cannot contain it.
 */
const mark = `\ufdd0${crypto.randomUUID()}[`;

/**
 * A text in a style, for {@link toTerminal}.
 * @param open codes of SGR, such as `"1"` for bold
 */
export function styled(open: string, text: string, close: string): string {
  return `${mark}${open}m${text}${mark}${close}m`;
}

/**
 * A text for a terminal: with the styles of {@link styled}, and every other control character made visible.
 * So the only escapes in it are this package's own colours.
 */
export function toTerminal(text: string): string {
  return visible(text).replaceAll(mark, "\u001b[");
}
