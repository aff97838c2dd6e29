import type { Json } from "../../internal/json.js";
import type { ContentPart } from "../../model/content.js";
import type { ModelContentPart, ToolMessage } from "../../model/message.js";
import { findMarkFault, findMediaFault } from "../messages/find-media-fault.js";
import { isError, toJsonText } from "../../internal/to-json-text.js";

/** What a tool gave, as the model is told it and as events and the record have it. */
export interface ToolContent {
  readonly content: ToolMessage["content"];
  readonly output: Json;
}

/**
 * Turns what a tool gave into what the model is told, of which `toModel` may make something else first: text as it is, a list of content parts as such
 * (bytes and Blobs become base64), anything else as JSON text, and nothing as `"Done."`.
 *
 * A list is of content parts when every element is `{ type: "text", text }`, or an image or a file with
 * `data` or an http(s) or `data:` `url`, and has nothing that no part has. A `path` makes none: a tool
 * that lists files gives the same, and they must not be read and sent for it.
 *
 * Throws an error that it is given, as if the tool had thrown it, a `TypeError` for what JSON cannot hold
 * (`toJsonText` says what that is), and `invalid_attachment` for what `loadMedia` refuses.
 */
export async function toToolContent(
  value: unknown,
  toModel?: (result: never) => unknown,
): Promise<ToolContent> {
  const said = await toContent(value, "its result");
  if (!toModel) return said;
  const { content } = await toContent(await toModel(value as never), "what its toModel returned");
  return { content, output: said.output };
}

/** @param what - the value, in a message: "its result" */
async function toContent(value: unknown, what: string): Promise<ToolContent> {
  if (isError(value)) throw value;
  if (value === undefined) return { content: "Done.", output: "Done." };
  if (typeof value === "string") return { content: value, output: value };
  if (isContent(value)) {
    // Loaded with the first image or file, as with a prompt's.
    const { loadContent } = await import("../messages/load-content.js");
    const content = await loadContent(value, "result");
    return { content, output: content as readonly ModelContentPart[] & Json };
  }
  const content = toJsonText(value, `The tool ran, but ${what}`);
  // A copy, because what the tool does to its result afterwards must not change what was said.
  return { content, output: JSON.parse(content) as Json };
}

function isContent(value: unknown): value is readonly ContentPart[] {
  return Array.isArray(value) && value.length > 0 && value.every(isContentPart);
}

const textKeys: ReadonlySet<string> = new Set(["type", "text", "promptCache"]);
const mediaKeys: ReadonlySet<string> = new Set([
  "type",
  "data",
  "url",
  "mediaType",
  "name",
  "promptCache",
]);

function isContentPart(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const { type, text, url } = part as Readonly<Record<string, unknown>>;
  const keys = Object.keys(part);
  if (type === "text") {
    const isKnown = keys.every((key) => textKeys.has(key)) && findMarkFault(part) === undefined;
    return typeof text === "string" && isKnown;
  }
  if (type !== "image" && type !== "file") return false;
  if (!keys.every((key) => mediaKeys.has(key)) || findMediaFault(part) !== undefined) return false;
  return url === undefined || /^(https?|data):/i.test(String(url));
}
