/** How many bytes {@link mediaTypeOfBytes} reads. */
export const signatureLength = 12;

/** By the first bytes, as Latin-1 text; `?` is any byte. */
const signatures: readonly (readonly [signature: string, mediaType: string])[] = [
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["RIFF????WEBP", "image/webp"],
  ["????ftypavif", "image/avif"],
  ["????ftypheic", "image/heic"],
  ["????ftypheix", "image/heic"],
  ["????ftypmif1", "image/heif"],
  ["%PDF-", "application/pdf"],
];

const extensions: ReadonlyMap<string, string> = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["avif", "image/avif"],
  ["heic", "image/heic"],
  ["bmp", "image/bmp"],
  ["tif", "image/tiff"],
  ["tiff", "image/tiff"],
  ["svg", "image/svg+xml"],
  ["pdf", "application/pdf"],
  ["txt", "text/plain"],
  ["log", "text/plain"],
  ["md", "text/markdown"],
  ["csv", "text/csv"],
  ["html", "text/html"],
  ["htm", "text/html"],
  ["css", "text/css"],
  ["js", "text/javascript"],
  ["ts", "text/x-typescript"],
  ["py", "text/x-python"],
  ["xml", "application/xml"],
  ["json", "application/json"],
  ["yaml", "application/yaml"],
  ["yml", "application/yaml"],
  ["rtf", "application/rtf"],
  ["doc", "application/msword"],
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xls", "application/vnd.ms-excel"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt", "application/vnd.ms-powerpoint"],
  ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["mp3", "audio/mpeg"],
  ["wav", "audio/wav"],
  ["mp4", "video/mp4"],
]);

/**
 * Recognises PNG, JPEG, GIF, WebP, AVIF, HEIC and PDF by their first bytes; `undefined` for anything else.
 */
export function mediaTypeOfBytes(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, signatureLength));
  return signatures.find(([signature]) => begins(head, signature))?.[1];
}

function begins(head: string, signature: string): boolean {
  if (head.length < signature.length) return false;
  for (let index = 0; index < signature.length; index += 1) {
    if (signature[index] !== "?" && signature[index] !== head[index]) return false;
  }
  return true;
}

/** The type of a file by its extension; `undefined` if that is unknown. */
export function mediaTypeOfName(name: string): string | undefined {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1];
  return extension === undefined ? undefined : extensions.get(extension.toLowerCase());
}

/** `type/subtype` in lower case and without parameters; `undefined` for an invalid media type. */
export function readMediaType(text: string): string | undefined {
  const essence = text.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence) ? essence : undefined;
}
