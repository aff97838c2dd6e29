import { visible } from "./visible.js";

/**
 * What begins a style while a text is put together, in place of ESC. It is made anew in each process, so
 * that text from outside cannot contain one.
 */
const mark = `\ufdd0${crypto.randomUUID()}[`;

/** A text in a style, as {@link toTerminal} takes it. @param open codes of SGR, such as `"1"` for bold */
export function styled(open: string, text: string, close: string): string {
  return `${mark}${open}m${text}${mark}${close}m`;
}

/**
 * A text as it may reach a terminal: with the styles of {@link styled}, and every other character that
 * would act made visible. So the only escapes in it are this package's own colours.
 */
export function toTerminal(text: string): string {
  return visible(text).replaceAll(mark, "\u001b[");
}
