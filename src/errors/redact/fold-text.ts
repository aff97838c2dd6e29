/** The letters and digits of a text in lower case, with all usual escapes decoded. */
export interface FoldedText {
  readonly text: string;
  /** For each character, where it begins in the original text. */
  readonly starts: Uint32Array;
  /** For each character, where it ends in the original text. */
  readonly ends: Uint32Array;
}

/**
 * Matches what stands for one character (a percent escape, an HTML reference, an escape of JSON or
 * JavaScript, even if it was escaped again) or for none (a tag within a word, a terminal sequence). Every
 * repetition is limited, so that a text that repeats the beginning of an escape costs no more than others.
 */
const escape = new RegExp(
  [
    /%(?:25){0,8}(?<percent>[\da-f]{2})/,
    /&(?:amp;){0,8}#(?<decimal>\d{1,7});?/,
    /&(?:amp;){0,8}#x(?<reference>[\da-f]{1,6});?/,
    /&(?:amp;){0,8}(?:amp|quot|apos|lt|gt|nbsp|shy|plus|sol|equals|lowbar);/,
    /\\{1,8}(?:u(?<unit>[\da-f]{4})|u\{(?<point>[\da-f]{1,6})\}|x(?<byte>[\da-f]{2})|[nrtbfv])/,
    // oxlint-disable-next-line no-control-regex -- sequences of a terminal begin with one.
    /\x1b\[[\d;]{0,32}[a-z]/,
    /<\/?(?:wbr|br|b|i|u|p|em|strong|span|code|mark)\s{0,4}\/?>/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "iy",
);

/** The characters that may begin an {@link escape}. */
const openers: ReadonlySet<number> = new Set(["%", "&", "\\", "\x1b", "<"].map(codeOf));

/**
 * Reduces a text to the letters and digits of ASCII, so that a key is found in any case, with anything
 * between its characters or in place of its other characters.
 */
export function foldText(text: string): FoldedText {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  const codes = new Uint8Array(text.length);
  let length = 0;
  const add = (code: number, from: number, to: number): void => {
    const small = toSmall(code);
    if (small === undefined) return;
    codes[length] = small;
    starts[length] = from;
    ends[length] = to;
    length += 1;
  };
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const groups = openers.has(code) ? findEscape(text, at) : undefined;
    if (groups === undefined) {
      add(code, at, at + 1);
      at += 1;
      continue;
    }
    add(groups.code, at, groups.end);
    at = groups.end;
  }
  return { text: toText(codes.subarray(0, length)), starts, ends };
}

const ascii = new TextDecoder("latin1");

/** Not a TextDecoder, which takes several microseconds even for the id of a request. */
function toText(codes: Uint8Array): string {
  return codes.length < 256 ? String.fromCharCode(...codes) : ascii.decode(codes);
}

function findEscape(
  text: string,
  at: number,
): { readonly code: number; readonly end: number } | undefined {
  escape.lastIndex = at;
  const groups = escape.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { percent, decimal, reference, unit, point, byte } = groups;
  const hex = percent ?? reference ?? unit ?? point ?? byte;
  const code = hex === undefined ? Number(decimal ?? 0) : Number.parseInt(hex, 16);
  return { code, end: escape.lastIndex };
}

/** The lower-case code; `undefined` for anything but letters and digits of ASCII. */
function toSmall(code: number): number | undefined {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) ? code : undefined;
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
