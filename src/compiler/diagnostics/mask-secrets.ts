import { findSecrets } from "./find-secrets.js";

// A file often has several diagnostics in a row, so the last result is kept.
let last = { text: "", masked: "" };

/**
 * Replaces each secret character of anything that looks like a key by an asterisk. The length stays the
 * same, so that places in the text stay valid.
 */
export function maskSecrets(text: string): string {
  if (text !== last.text) {
    const parts: string[] = [];
    let done = 0;
    for (const { secretStart, end } of findSecrets(text)) {
      parts.push(text.slice(done, secretStart), "*".repeat(end - secretStart));
      done = end;
    }
    last = { text, masked: parts.join("") + text.slice(done) };
  }
  return last.masked;
}
