const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

const simpleEscapes: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '"': '"',
    "\\": "\\",
    "/": "/",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
  }).map(([letter, character]) => [letter.charCodeAt(0), character]),
);

/**
 * Decodes the content of a JSON string (RFC 8259, section 7) that arrives in pieces. Holds back an
 * incomplete escape, and the first half of a surrogate pair until the next unit is known, so that {@link
 * text} grows only by whole characters.
 */
export class StringReader {
  /** The text so far. Only appended to, so that the engine keeps it as a rope and growth is cheap. */
  text = "";
  /** Whether the closing quote was read. */
  closed = false;
  /** Whether the last {@link read} stopped at a character that no JSON string may contain. */
  failed = false;
  #heldHalf = "";
  #escape: "none" | "begun" | "unicode" = "none";
  #code = 0;
  #digits = 0;

  /** Forgets the last string; the next piece begins after an opening quote. */
  begin(): void {
    this.text = "";
    this.closed = false;
  }

  /**
   * Reads a piece from `index` and returns the index after the part that it read, or of the invalid
   * character if it failed.
   */
  read(piece: string, index: number): number {
    let at = this.#escape === "none" ? index : this.#readEscape(piece, index);
    let from = at;
    while (at < piece.length && !this.failed) {
      const code = piece.charCodeAt(at);
      if (code === quote) {
        this.#append(piece.slice(from, at));
        this.text += this.#heldHalf;
        this.#heldHalf = "";
        this.closed = true;
        return at + 1;
      }
      if (code === backslash) {
        this.#append(piece.slice(from, at));
        this.#escape = "begun";
        at = this.#readEscape(piece, at + 1);
        from = at;
      } else if (code < firstPrintable) {
        this.failed = true;
      } else {
        at += 1;
      }
    }
    this.#append(piece.slice(from, at));
    return at;
  }

  /** Continues an escape after its backslash; it may end in a later piece. */
  #readEscape(piece: string, index: number): number {
    let at = index;
    if (at < piece.length && this.#escape === "begun") {
      const code = piece.charCodeAt(at);
      const character = simpleEscapes.get(code);
      if (character !== undefined) {
        this.#escape = "none";
        this.#append(character);
      } else if (code === 0x75 /* u */) {
        this.#escape = "unicode";
        this.#code = 0;
        this.#digits = 0;
      } else {
        this.failed = true;
        return at;
      }
      at += 1;
    }
    while (at < piece.length && this.#escape === "unicode") {
      const digit = hexDigit(piece.charCodeAt(at));
      if (digit === -1) {
        this.failed = true;
        return at;
      }
      this.#code = this.#code * 16 + digit;
      this.#digits += 1;
      at += 1;
      if (this.#digits === 4) {
        this.#escape = "none";
        this.#append(String.fromCharCode(this.#code));
      }
    }
    return at;
  }

  #append(decoded: string): void {
    if (decoded === "") return;
    const last = decoded.charCodeAt(decoded.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.text += this.#heldHalf + decoded.slice(0, -1);
      this.#heldHalf = decoded.slice(-1);
    } else {
      this.text += this.#heldHalf + decoded;
      this.#heldHalf = "";
    }
  }
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
