/** Bytes per call of `btoa`: a multiple of 3, so that the pieces join without padding. */
const pieceLength = 24_576;

/** Bytes as base64 text, in the standard alphabet, padded. */
export function toBase64(bytes: Uint8Array): string {
  // Ten times as fast as `btoa`, which blocks for 0.7 s with 50 MB. Browsers have no `Buffer`.
  const { Buffer } = globalThis as { readonly Buffer?: typeof globalThis.Buffer };
  if (Buffer) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  }
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceLength) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + pieceLength))));
  }
  return pieces.join("");
}

/**
 * Base64 text without white space and with padding, as providers require it; `undefined` for invalid
 * base64, including the URL-safe alphabet.
 */
export function normalizeBase64(text: string): string | undefined {
  const bare = text.replace(/\s+/g, "").replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1) return undefined;
  return bare + "=".repeat((4 - (bare.length % 4)) % 4);
}

/** The number of bytes in a normalized base64 text. */
export function base64ByteLength(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** The first bytes, at most `count`, of a normalized base64 text. */
export function firstBytesOfBase64(base64: string, count: number): Uint8Array {
  const head = atob(base64.slice(0, Math.ceil(count / 3) * 4));
  return Uint8Array.from(head.slice(0, count), (char) => char.charCodeAt(0));
}
