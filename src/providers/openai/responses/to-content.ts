import type { OpenAI } from "openai";
import type { ModelContentPart, ModelMedia } from "../../../model/message.js";

import { toBreakpoint } from "./prompt-cache.js";

type Content = OpenAI.Responses.ResponseInputContent;

/**
 * Writes what a message or a tool's result holds; text alone stays as it is.
 *
 * @param marked Whether the model takes the marks of parts.
 */
export function toContent(
  content: string | readonly ModelContentPart[],
  marked: boolean,
): string | Content[] {
  if (typeof content === "string") return content;
  return content.map((part) => ({
    ...toPart(part),
    ...(marked && part.promptCache && toBreakpoint(part.promptCache)),
  }));
}

function toPart(part: ModelContentPart): Content {
  switch (part.type) {
    case "text":
      return { type: "input_text", text: part.text };
    case "image":
      return { type: "input_image", detail: "auto", image_url: toUrl(part) };
    case "file":
      // A file behind a URL is named by it.
      return "url" in part
        ? { type: "input_file", file_url: part.url }
        : { type: "input_file", filename: part.name ?? nameOf(part), file_data: toUrl(part) };
  }
}

function toUrl(media: ModelMedia): string {
  return "url" in media ? media.url : `data:${media.mediaType};base64,${media.data}`;
}

/** The API takes no file without a name. */
function nameOf({ mediaType }: { readonly mediaType: string }): string {
  return /^application\/pdf\b/.test(mediaType) ? "file.pdf" : "file";
}
