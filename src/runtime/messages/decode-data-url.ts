/** What a `data:` URL holds. */
export interface DataUrl {
  /** Base64 text as it is there, or bytes. */
  readonly content: string | Uint8Array;
  /** With its parameters, as it is there; `text/plain` where there is none (RFC 2397). */
  readonly mediaType: string;
}

/** Reads a `data:` URL; `undefined` for one that has no data. What it holds is not checked. */
export function decodeDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(",");
  if (comma < 0) return undefined;
  const header = url.slice("data:".length, comma);
  const body = url.slice(comma + 1);
  const type = header.replace(/;\s*base64\s*$/i, "");
  const bytes = () => decodePercent(body);
  return {
    content:
      type === header ? bytes() : body.includes("%") ? new TextDecoder().decode(bytes()) : body,
    mediaType: type === "" || type.startsWith(";") ? "text/plain" : type,
  };
}

/** Bytes that are written as they are, or as `%` and two hex digits. */
function decodePercent(text: string): Uint8Array {
  const source = new TextEncoder().encode(text);
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let index = 0; index < source.length; index += 1) {
    const hex = String.fromCharCode(source[index + 1] ?? 0, source[index + 2] ?? 0);
    const escaped = source[index] === 0x25 && /^[0-9a-f]{2}$/i.test(hex);
    bytes[length] = escaped ? Number.parseInt(hex, 16) : (source[index] ?? 0);
    if (escaped) index += 2;
    length += 1;
  }
  return bytes.subarray(0, length);
}
