import type { OpenAI } from "openai";
import { AgentError } from "../../../errors.js";
import type { ModelContentPart, ModelMedia } from "../../../model/message.js";

export type BodyPart = OpenAI.ChatCompletionContentPart;

/** Sound has a form of its own, and may be of these types. */
const audioFormats: ReadonlyMap<string | undefined, "wav" | "mp3"> = new Map([
  ["audio/wav", "wav"],
  ["audio/x-wav", "wav"],
  ["audio/mpeg", "mp3"],
  ["audio/mp3", "mp3"],
]);

/**
 * Writes a part of what a user says, or of what a tool gave.
 * @throws {AgentError} `invalid_attachment` for a file by its URL, which this API has no field for.
 */
export function toContentPart(part: ModelContentPart): BodyPart {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: { url: toUrl(part) } };
    case "file":
      return toFilePart(part);
  }
}

function toFilePart(part: Extract<ModelContentPart, { readonly type: "file" }>): BodyPart {
  const { mediaType, name = toName(mediaType) } = part;
  const format = audioFormats.get(mediaType);
  if ("data" in part && format !== undefined) {
    return { type: "input_audio", input_audio: { data: part.data, format } };
  }
  const url = toUrl(part);
  if (!/^data:/i.test(url)) {
    // Its URL is left out: it may hold a signature.
    throw new AgentError(
      "invalid_attachment",
      `Chat Completions does not accept the URL of a file ("${name}"). Pass the file itself, as { path } or { data }.`,
    );
  }
  return { type: "file", file: { filename: name, file_data: url } };
}

function toUrl(media: ModelMedia): string {
  return "data" in media ? `data:${media.mediaType};base64,${media.data}` : media.url;
}

/** OpenAI wants a name with every file. */
function toName(mediaType: string | undefined): string {
  return mediaType === "application/pdf" ? "file.pdf" : "file";
}
