import type { Anthropic } from "@anthropic-ai/sdk";
import { AgentError } from "../../errors.js";
import type { ModelContentPart } from "../../model/message.js";
import { isBlank } from "./to-wire-text.js";

type MediaPart = Exclude<ModelContentPart, { readonly type: "text" }>;
type DataPart = Extract<MediaPart, { readonly data: string }>;
type UrlPart = Extract<MediaPart, { readonly url: string }>;
type ImageBlock = Anthropic.ImageBlockParam;
type DocumentBlock = Anthropic.DocumentBlockParam;
type ImageType = Anthropic.Base64ImageSource["media_type"];

/**
 * The longest image, in characters of base64.
 * Source: https://platform.claude.com/docs/en/build-with-claude/vision ("General limits"); it was 5 MB
 * until 2026, and is on Amazon Bedrock and Google Cloud.
 */
const maxImageLength = 10 * 1024 * 1024;

/**
 * The longest request, in bytes.
 * Source: https://platform.claude.com/docs/en/api/overview ("Request size limits").
 */
const maxRequestLength = 32 * 1024 * 1024;

const imageTypes: ReadonlyMap<string, ImageType> = new Map<string, ImageType>([
  ["image/jpeg", "image/jpeg"],
  // No registered type, and widely written.
  ["image/jpg", "image/jpeg"],
  ["image/png", "image/png"],
  ["image/gif", "image/gif"],
  ["image/webp", "image/webp"],
]);

/** Writes the images and files of one request, and holds them to its limits. */
export class MediaWriter {
  #length = 0;

  /**
   * @param place Where the part stands, as an error says it: `"message 2, the user's"`.
   * @throws {AgentError} `invalid_attachment` for what Anthropic does not take.
   */
  write(part: MediaPart, place: string): ImageBlock | DocumentBlock {
    const type = readType(part.mediaType);
    const isImage = part.type === "image" || type?.startsWith("image/") === true;
    const what = `${isImage ? "The image" : "The file"}${toName(part)} in ${place},`;
    if ("url" in part)
      return isImage ? toLinkedImage(part, type, what) : toLinkedFile(part, type, what);
    this.#length += part.data.length;
    if (this.#length > maxRequestLength) throw refuse(tooMuch(what));
    return isImage ? toImage(part, type, what) : toFile(part, type, what);
  }
}

function toImage({ data }: DataPart, type: string | undefined, what: string): ImageBlock {
  const mediaType = toImageType(type, what);
  if (data.length > maxImageLength) {
    throw refuse(
      `${what} has ${toMegabytes(data.length)} in base64; Anthropic accepts up to ${toMegabytes(maxImageLength)} per image. Make it smaller, or pass its URL.`,
    );
  }
  return { type: "image", source: { type: "base64", media_type: mediaType, data } };
}

function toLinkedImage({ url }: UrlPart, type: string | undefined, what: string): ImageBlock {
  if (type !== undefined) toImageType(type, what);
  return { type: "image", source: { type: "url", url } };
}

function toImageType(type: string | undefined, what: string): ImageType {
  const known = imageTypes.get(type ?? "");
  if (known !== undefined) return known;
  throw refuse(
    `${what} ${isOfType(type)}; Anthropic accepts JPEG, PNG, GIF and WebP. Convert it to one of these.`,
  );
}

function toFile(part: DataPart, type: string | undefined, what: string): DocumentBlock {
  if (type === "application/pdf") {
    return toDocument(part, { type: "base64", media_type: type, data: part.data });
  }
  if (type?.startsWith("text/") !== true && type !== "application/json") {
    throw refuse(
      `${what} ${isOfType(type)}; Anthropic accepts PDF and text. Convert it, or put its content into the prompt.`,
    );
  }
  const data = decodeText(part.data);
  if (data === undefined || isBlank(data)) {
    const flaw = data === undefined ? "is not UTF-8 text" : "contains no text";
    throw refuse(
      `${what} ${flaw}, so Anthropic would reject it. Send another file, or leave it out.`,
    );
  }
  return toDocument(part, { type: "text", media_type: "text/plain", data });
}

function toLinkedFile(part: UrlPart, type: string | undefined, what: string): DocumentBlock {
  if (type !== undefined && type !== "application/pdf") {
    throw refuse(
      `${what} ${isOfType(type)}; Anthropic accepts URLs only of images and PDFs. Send the file itself: { path } or { data }.`,
    );
  }
  return toDocument(part, { type: "url", url: part.url });
}

function toDocument(part: MediaPart, source: DocumentBlock["source"]): DocumentBlock {
  const title = "name" in part && part.name !== undefined && !isBlank(part.name) ? part.name : "";
  return { type: "document", source, ...(title !== "" && { title }) };
}

/** The type without its parameters, as `charset`; `undefined` for what is none. */
function readType(type: string | undefined): string | undefined {
  return /^[\w.+-]+\/[\w.+-]+/.exec(type?.trim().toLowerCase() ?? "")?.[0];
}

function decodeText(base64: string): string | undefined {
  try {
    const units = atob(base64);
    const bytes = new Uint8Array(units.length);
    // A loop: `Uint8Array.from` takes forty times as long.
    for (let at = 0; at < units.length; at++) bytes[at] = units.charCodeAt(at);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toName(part: MediaPart): string {
  return "name" in part && part.name !== undefined ? ` "${part.name.slice(0, 100)}"` : "";
}

function isOfType(type: string | undefined): string {
  return type === undefined ? "has an unknown type" : `is ${type}`;
}

function tooMuch(what: string): string {
  return `With ${what[0]?.toLowerCase()}${what.slice(1)} the request has more than ${toMegabytes(maxRequestLength)} of images and files in base64, which is Anthropic's limit. Send fewer or smaller ones, or their URLs.`;
}

/** Rounded up: what is a little too large must not look as if it were not. */
function toMegabytes(length: number): string {
  return `${Math.ceil((length / 1024 / 1024) * 10) / 10} MB`;
}

function refuse(message: string): AgentError {
  return new AgentError("invalid_attachment", message);
}
