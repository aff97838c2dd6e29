import { AgentError } from "../../errors.js";
import type { ModelContentPart } from "../../model/message.js";
import { asArray, asObject } from "../wire/read-json.js";
import type { SpecFilePart } from "./spec.js";

/** What a model's provider does with addresses. */
export interface MediaSupport {
  /** Who the model's provider is, for messages. */
  readonly label: string;
  /** The addresses that it fetches itself: by media type, patterns. */
  readonly urls: unknown;
}

type Media = Exclude<ModelContentPart, { readonly type: "text" }>;

/**
 * Writes an image or a file as a part of the AI SDK. Fails with `invalid_attachment` for an address that
 * the provider does not fetch itself: the AI SDK would download it, from inside the caller's network.
 */
export function toFile(part: Media, support: MediaSupport): SpecFilePart {
  const mediaType =
    part.mediaType ?? (part.type === "image" ? "image/*" : "application/octet-stream");
  const data: SpecFilePart["data"] =
    "data" in part
      ? { type: "data", data: part.data }
      : { type: "url", url: readUrl(part.url, mediaType, support) };
  return {
    type: "file",
    mediaType,
    data,
    ...(part.type === "file" && part.name !== undefined && { filename: part.name }),
  };
}

function readUrl(text: string, mediaType: string, { label, urls }: MediaSupport): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isFetched(text, mediaType, urls)) return url;
  const what = mediaType.startsWith("image/") ? "images" : `files of type ${mediaType}`;
  throw new AgentError(
    "invalid_attachment",
    `${label} does not fetch ${what} from such a URL. Pass the bytes instead: { path: … } or { data: … }.`,
  );
}

/** As the AI SDK decides it: the pattern of the type, `image/*` or `*`, and one of its addresses. */
function isFetched(url: string, mediaType: string, urls: unknown): boolean {
  return Object.entries(asObject(urls) ?? {}).some(([types, patterns]) => {
    const prefix = types.toLowerCase().replace(/\*.*$/, "");
    const fits = types.includes("*")
      ? mediaType.toLowerCase().startsWith(prefix)
      : mediaType.toLowerCase() === types.toLowerCase();
    return fits && asArray(patterns).some((pattern) => matches(pattern, url.toLowerCase()));
  });
}

function matches(pattern: unknown, url: string): boolean {
  return pattern instanceof RegExp && url.search(pattern) !== -1;
}
