import { AgentError, isAgentError } from "../../errors.js";
import {
  base64ByteLength,
  firstBytesOfBase64,
  normalizeBase64,
  toBase64,
} from "../../internal/base64.js";
import {
  mediaTypeOfBytes,
  mediaTypeOfName,
  readMediaType,
  signatureLength,
} from "../../internal/media-type.js";
import type { MediaSource } from "../../model/content.js";
import type { ModelMedia } from "../../model/message.js";
import { decodeDataUrl } from "./decode-data-url.js";
import { isBlob } from "./find-media-fault.js";

/** 50 MiB, before base64: no provider takes as much, and a mistaken path must not fill the memory. */
const maxBytes = 50 * 1024 * 1024;

/** An image or a file, and what is known of it beside its bytes. */
export type MediaRequest = MediaSource & {
  readonly mediaType?: string | undefined;
  readonly name?: string | undefined;
};

/** An image or a file as a provider is given it. */
export interface LoadedMedia {
  readonly media: ModelMedia;
  /** What it is called: as given, else the last part of its path or URL, or a `File`'s name. */
  readonly name: string | undefined;
}

/** Bytes or base64 text, with what their source says of them. */
interface Held {
  readonly content: Uint8Array | string;
  /** What the source itself says; what the author says comes before it. */
  readonly mediaType?: string | undefined;
}

/**
 * Reads an image or a file into base64 text; what is on the web stays there, for the provider to fetch.
 *
 * The media type is the given one, else what a `Blob` or a `data:` URL says, else what the bytes tell
 * (PNG, JPEG, GIF, WebP, AVIF, HEIC, PDF), else what the name's extension tells. Of an image, the bytes
 * come before everything that is said.
 *
 * Throws `invalid_attachment` for what cannot be read, is empty, is larger than 50 MiB, or whose type
 * nothing tells. The message says the place and the name, never the content, a path or a URL.
 *
 * @param place where it was given, for errors: `attachments[0]`
 */
export async function loadMedia(request: MediaRequest, place: string): Promise<LoadedMedia> {
  const url = "url" in request ? String(request.url) : undefined;
  const name = nameOf(request);
  // A URL's last part may be a secret; that of a path is what the author looks for.
  const label = name === undefined || url !== undefined ? place : `${place} (${quote(name)})`;
  const given = readGivenType(request.mediaType, label);
  if (url !== undefined && isWeb(url)) {
    const mediaType = given ?? (name === undefined ? undefined : mediaTypeOfName(name));
    const href = checkUrl(url, label);
    return { media: { url: href, ...(mediaType !== undefined && { mediaType }) }, name };
  }
  const held = await hold(request, label);
  const data = toData(held.content, label);
  const mediaType = readType(data, given ?? held.mediaType, name);
  if (mediaType === undefined) {
    throw invalid(`${label} is of an unknown type. Set its mediaType, such as "application/pdf".`);
  }
  return { media: { data, mediaType }, name };
}

/** An `invalid_attachment` error. */
export function invalid(message: string, cause?: unknown): AgentError {
  return new AgentError("invalid_attachment", message, { cause });
}

async function hold(request: MediaRequest, label: string): Promise<Held> {
  if ("path" in request) return { content: await readFile(request.path, label) };
  if ("url" in request) return holdDataUrl(String(request.url), label);
  const { data } = request;
  if (typeof data === "string") return { content: data };
  if (isBlob(data)) return holdBlob(data, label);
  try {
    if (!ArrayBuffer.isView(data)) return { content: new Uint8Array(data) };
    return { content: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } catch {
    throw invalid(
      `${label} has bytes that were transferred to another thread and are no longer available.`,
    );
  }
}

async function holdBlob(blob: Blob, label: string): Promise<Held> {
  checkSize(blob.size, label);
  try {
    const content = new Uint8Array(await blob.arrayBuffer());
    return { content, mediaType: ownType(blob.type) };
  } catch (cause) {
    throw invalid(`${label} cannot be read; see the cause.`, cause);
  }
}

function holdDataUrl(url: string, label: string): Held {
  if (!/^data:/i.test(url)) {
    throw invalid(
      `${label} has a URL that is neither https:, http: nor data:. Pass a file as { path: … }.`,
    );
  }
  const decoded = decodeDataUrl(url);
  if (!decoded)
    throw invalid(`${label} has an invalid data: URL: there is no comma before the data.`);
  return { content: decoded.content, mediaType: ownType(decoded.mediaType) };
}

/** A source that says "some bytes" says nothing. */
function ownType(text: string): string | undefined {
  const mediaType = readMediaType(text);
  return mediaType === "application/octet-stream" ? undefined : mediaType;
}

async function readFile(path: string, label: string): Promise<Uint8Array> {
  const disk = findDisk();
  if (disk === undefined) {
    throw invalid(`${label} is a path, but this runtime has no file system. Pass data or url.`);
  }
  try {
    const facts = await disk.stat(path);
    if (!facts.isFile()) {
      throw invalid(`${label} is ${facts.isDirectory() ? "a directory" : "not a file"}.`);
    }
    checkSize(facts.size, label);
    return await disk.readFile(path);
  } catch (error) {
    throw isAgentError(error) ? error : invalid(`${label} ${whyUnread(error)}`, error);
  }
}

/** Not imported, so that a bundle for a browser or a Worker, where nothing has a path, needs nothing of Node. */
function findDisk() {
  const { process } = globalThis as { readonly process?: Partial<typeof globalThis.process> };
  return process?.getBuiltinModule?.("node:fs/promises");
}

function whyUnread(error: unknown): string {
  const code: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return "does not exist. Relative paths start at the working directory of the process.";
  }
  if (code === "EACCES" || code === "EPERM")
    return "cannot be read: this process has no permission.";
  return `cannot be read (${typeof code === "string" ? code : "see the cause"}).`;
}

/** Base64 text of something that is neither empty nor too large. */
function toData(content: Uint8Array | string, label: string): string {
  if (typeof content !== "string") {
    checkSize(content.length, label);
    if (content.length === 0) throw invalid(`${label} is empty.`);
    return toBase64(content);
  }
  // Before it is read: a third more than the bytes, and some white space.
  checkSize(content.length / 2, label);
  const base64 = normalizeBase64(content);
  if (base64 === undefined) {
    throw invalid(`${label} is not base64 text. Pass bytes, or a data: URL as { url: … }.`);
  }
  if (base64 === "") throw invalid(`${label} is empty.`);
  checkSize(base64ByteLength(base64), label);
  return base64;
}

function readType(
  base64: string,
  said: string | undefined,
  name: string | undefined,
): string | undefined {
  const told = mediaTypeOfBytes(firstBytesOfBase64(base64, signatureLength));
  // Providers refuse an image whose type is not that of its bytes.
  if (said !== undefined) return said.startsWith("image/") ? (told ?? said) : said;
  return told ?? (name === undefined ? undefined : mediaTypeOfName(name));
}

function readGivenType(given: string | undefined, label: string): string | undefined {
  if (given === undefined) return undefined;
  const mediaType = readMediaType(given);
  if (mediaType !== undefined) return mediaType;
  throw invalid(`${label} has an invalid mediaType. Write one such as "image/png".`);
}

function checkSize(bytes: number, label: string): void {
  if (bytes <= maxBytes) return;
  throw invalid(`${label} is larger than 50 MiB, the limit for attachments.`);
}

function isWeb(url: string): boolean {
  return /^https?:/i.test(url);
}

function checkUrl(url: string, label: string): string {
  if (URL.canParse(url)) return url;
  throw invalid(`${label} has an invalid URL.`);
}

function nameOf(request: MediaRequest): string | undefined {
  if (request.name !== undefined) return request.name;
  if ("path" in request) return lastPart(request.path);
  if ("data" in request) {
    const { data } = request;
    const name: unknown = isBlob(data) ? Reflect.get(data, "name") : undefined;
    return typeof name === "string" && name !== "" ? lastPart(name) : undefined;
  }
  const url = String(request.url);
  return isWeb(url) && URL.canParse(url) ? lastPart(decode(new URL(url).pathname)) : undefined;
}

function lastPart(path: string): string | undefined {
  const part = path.split(/[\\/]/).findLast((part) => part !== "");
  return part === "" ? undefined : part;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function quote(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
