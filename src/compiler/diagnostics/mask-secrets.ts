import { findSecrets } from "./find-secrets.js";

// A file has many diagnostics, and they come one after the other.
let last = { text: "", masked: "" };

/**
 * The text with an asterisk for each secret character of what looks like a key. It stays as long as it was,
 * so that places in it stay what they are.
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
