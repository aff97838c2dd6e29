import { isAgentError } from "../../errors.js";
import type { Attachment, ContentPart, MarkedPart } from "../../model/content.js";
import type { ModelContentPart } from "../../model/message.js";
import { findMediaFault, isBlob } from "./find-media-fault.js";
import { invalid, loadMedia, type LoadedMedia, type MediaRequest } from "./load-media.js";
import { markOf } from "./prompt-marks.js";

/**
 * Content parts as a provider is given them: files and bytes are read into base64 text, one after the
 * other. Throws `invalid_attachment`, see `loadMedia`.
 *
 * @param place where the parts were given, for errors: `messages[1].content`
 */
export async function loadContent(
  parts: readonly ContentPart[],
  place: string,
): Promise<readonly ModelContentPart[]> {
  const loaded: ModelContentPart[] = [];
  for (const [index, part] of parts.entries()) {
    loaded.push(await loadPart(part, `${place}[${index}]`));
  }
  return loaded;
}

async function loadPart(part: ContentPart, place: string): Promise<ModelContentPart> {
  if (part.type === "text") return { type: "text", text: part.text, ...markOf(part) };
  const loaded = await loadMedia(part, place);
  if (part.type === "file") return toFile(loaded, part);
  const { mediaType } = loaded.media;
  if (mediaType !== undefined && !isImage(mediaType)) {
    throw invalid(
      `${place} must be an image, but it is ${mediaType}. Set its type to "file", or its mediaType to that of an image.`,
    );
  }
  return { type: "image", ...loaded.media, ...markOf(part) };
}

/**
 * Attachments as content parts: those whose media type begins with `image/` are images, all others
 * files. Throws `invalid_attachment`, also where nothing tells which of the two one is.
 */
export async function loadAttachments(
  attachments: readonly Attachment[],
): Promise<readonly ModelContentPart[]> {
  const loaded: ModelContentPart[] = [];
  for (const [index, attachment] of attachments.entries()) {
    loaded.push(await loadReadable(attachment, `attachments[${index}]`));
  }
  return loaded;
}

/** The same of an attachment whose getters may throw. */
async function loadReadable(attachment: Attachment, place: string): Promise<ModelContentPart> {
  try {
    return await loadAttachment(attachment, place);
  } catch (error) {
    throw isAgentError(error) ? error : invalid(`${place} cannot be read; see the cause.`, error);
  }
}

async function loadAttachment(attachment: Attachment, place: string): Promise<ModelContentPart> {
  if (typeof attachment !== "object" || attachment === null) {
    throw invalid(`${place}: expected a Blob, or an object with one of path, url and data.`);
  }
  const request: MediaRequest & MarkedPart = isBlob(attachment) ? { data: attachment } : attachment;
  const fault = findMediaFault(request);
  if (fault !== undefined) throw invalid(`${place}: ${fault}.`);
  const loaded = await loadMedia(request, place);
  const { media } = loaded;
  if (media.mediaType === undefined) {
    throw invalid(`${place} has a URL that does not show the type of the file. Set its mediaType.`);
  }
  return isImage(media.mediaType)
    ? { type: "image", ...media, ...markOf(request) }
    : toFile(loaded, request);
}

function toFile({ media, name }: LoadedMedia, given: MarkedPart): ModelContentPart {
  return { type: "file", ...(name !== undefined && { name }), ...media, ...markOf(given) };
}

function isImage(mediaType: string): boolean {
  return mediaType.startsWith("image/");
}
