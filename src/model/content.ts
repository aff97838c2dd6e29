import type { PromptCacheTtl } from "./prompt-cache.js";

/** A part that can mark the end of the cached beginning of a prompt. */
export interface MarkedPart {
  /**
   * Asks the provider's prompt cache to keep everything up to and including this part, such as a long
   * document in a system message, a user's message or a tool's result. A hint: a provider without such a
   * cache ignores it. Anthropic accepts four marks per request, including those of `@promptCache`. Default:
   * no mark.
   */
  readonly promptCache?: PromptCacheTtl | undefined;
}

/** A piece of text in a message. */
export interface TextPart extends MarkedPart {
  readonly type: "text";
  readonly text: string;
}

/**
 * Where an image or a file comes from: a file on this machine, the web, or memory. Each has its own
 * property, so that a string from outside is never taken for a path.
 *
 * The limit is 50 MiB; lower limits of a provider are checked before anything is sent. A file that
 * cannot be read, is empty or too large, or is of an unknown type fails the execution with
 * `invalid_attachment`.
 */
export type MediaSource =
  /** A file, from the directory that the process runs in. Read when the prompt is made. */
  | { readonly path: string }
  /** An `https:`, `http:` or `data:` URL. The provider fetches the first two itself, where it can. */
  | { readonly url: string | URL }
  /** Bytes, a `Blob`, or base64 text in the standard alphabet. */
  | { readonly data: Uint8Array | ArrayBuffer | Blob | string };

/** The properties of an image or a file other than its bytes. */
interface MediaFacts extends MarkedPart {
  /**
   * `"image/png"`. Default: the type of the Blob or the `data:` URL; otherwise the type of the bytes, for
   * PNG, JPEG, GIF, WebP, AVIF, HEIC and PDF; otherwise by the extension of the name, the path or the URL.
   */
  readonly mediaType?: string | undefined;
}

/** An image in a message. */
export type ImagePart = { readonly type: "image" } & MediaSource & MediaFacts;

/** A file in a message, such as a PDF. */
export type FilePart = {
  readonly type: "file";
  /** The file's name for the model. Default: the last part of the path or URL. */
  readonly name?: string | undefined;
} & MediaSource &
  MediaFacts;

/** A part of a message. */
export type ContentPart = TextPart | ImagePart | FilePart;

/** What a prompt method may return: text, or parts in order. */
export type Content = string | readonly ContentPart[];

/**
 * An image or a file that is sent with a call, at the end of the last user message. A media type that
 * starts with `image/` makes it an image; everything else is a file.
 */
export type Attachment = Blob | (MediaSource & MediaFacts & { readonly name?: string | undefined });
