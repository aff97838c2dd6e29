import type { Json } from "../internal/json.js";
import type { ModelContentPart, ToolMessage } from "../model/message.js";

/** What a tool gave, as the model is told it and as events and the record hold it. */
export interface ToolContent {
  readonly content: ToolMessage["content"];
  readonly output: Json;
}

/**
 * Turns what a tool gave into what the model is told: text as it is, a list of content parts as such,
 * anything else as JSON text, and nothing as `"Done."`. Throws a `TypeError` for what no JSON can hold.
 *
 * A list is of content parts when every element is `{ type: "text", text }`, or `{ type: "image" }` or
 * `{ type: "file" }` with base64 `data` and a `mediaType`, or with a `url`, and nothing else. A `path`
 * is none: a tool that lists files gives the same, and they must not be sent to anybody for it.
 */
export function toToolContent(value: unknown): ToolContent {
  if (value === undefined) return { content: "Done.", output: "Done." };
  if (typeof value === "string") return { content: value, output: value };
  const text = toJsonText(value);
  // A copy, because what the tool does to its result afterwards must not change what was said.
  const output = JSON.parse(text) as Json;
  return { content: isContent(output) ? output : text, output };
}

function toJsonText(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, refuse);
  } catch (error) {
    if (error instanceof NoJsonError) throw error;
    // The engine's own message names the properties on the way.
    throw new NoJsonError("something that cannot be written as JSON, such as itself", error);
  }
  if (text === undefined) throw new NoJsonError("nothing that JSON can hold");
  return text;
}

class NoJsonError extends TypeError {
  constructor(held: string, cause?: unknown) {
    super(`The tool ran, but its result holds ${held}.`, cause === undefined ? {} : { cause });
  }
}

/** `JSON.stringify` would leave these out without a word. */
function refuse(_key: string, value: unknown): unknown {
  const type = typeof value;
  if (type === "function" || type === "bigint" || type === "symbol") {
    throw new NoJsonError(`a ${type}, which JSON cannot`);
  }
  return value;
}

function isContent(value: Json): value is Json & readonly ModelContentPart[] {
  return Array.isArray(value) && value.length > 0 && value.every(isContentPart);
}

const mediaKeys: ReadonlySet<string> = new Set(["type", "data", "url", "mediaType", "name"]);

function isContentPart(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const { type, text, data, url, mediaType, name } = part as Readonly<Record<string, unknown>>;
  const keys = Object.keys(part);
  if (type === "text") return typeof text === "string" && keys.length === 2;
  if (type !== "image" && type !== "file") return false;
  if (!keys.every((key) => mediaKeys.has(key)) || (type === "image" && name !== undefined)) {
    return false;
  }
  const isText = (one: unknown): boolean => one === undefined || typeof one === "string";
  if (!isText(mediaType) || !isText(name)) return false;
  const isData = typeof data === "string" && typeof mediaType === "string" && url === undefined;
  return isData || (typeof url === "string" && data === undefined);
}
