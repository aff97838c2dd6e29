const quote = 0x22;
const backslash = 0x5c;

/** Finds where the first object or array of a body ends, in bytes that are cut anywhere. Linear. */
export class ValueEnd {
  #depth = 0;
  #quoted = false;
  #escaped = false;
  /** Whether the value has come to its end. */
  found = false;

  /** Takes the bytes of one read. */
  push(bytes: Uint8Array): void {
    if (this.found) return;
    for (const byte of bytes) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#quoted && byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#quoted = !this.#quoted;
      else if (!this.#quoted) this.#count(byte);
      if (this.found) return;
    }
  }

  #count(byte: number): void {
    if (byte === 0x7b || byte === 0x5b) this.#depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      this.#depth -= 1;
      this.found = this.#depth === 0;
    }
  }
}
