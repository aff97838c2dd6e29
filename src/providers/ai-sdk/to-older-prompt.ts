import { AgentError } from "../../errors.js";
import type { SpecFilePart, SpecMessage, SpecToolResultPart, SpecVersion } from "./spec.js";

/**
 * Writes a prompt as models before `LanguageModelV4` take it: a file's bytes or address stand in `data`
 * as they are, and in a tool's result have kinds of their own.
 *
 * @param label Who the model's provider is, for messages.
 */
export function toOlderPrompt(
  prompt: readonly SpecMessage[],
  version: Exclude<SpecVersion, "v4">,
  label: string,
): unknown[] {
  return prompt.map((message) => {
    if (message.role === "user") {
      const content = message.content.map((part) =>
        part.type === "file" ? { ...part, data: toContent(part) } : part,
      );
      return { ...message, content };
    }
    if (message.role !== "tool") return message;
    const content = message.content.map((part) => ({
      ...part,
      output: toOlderOutput(part.output, version, label),
    }));
    return { ...message, content };
  });
}

function toContent({ data }: SpecFilePart): string | URL {
  return data.type === "url" ? data.url : data.data;
}

function toOlderOutput(
  output: SpecToolResultPart["output"],
  version: Exclude<SpecVersion, "v4">,
  label: string,
): unknown {
  if (output.type !== "content") return output;
  const toOlder = version === "v3" ? toV3 : (part: SpecFilePart) => toV2(part, label);
  return {
    type: "content",
    value: output.value.map((part) => (part.type === "text" ? part : toOlder(part))),
  };
}

function toV3({ data, mediaType, filename }: SpecFilePart): unknown {
  const kind = mediaType.startsWith("image/") ? "image" : "file";
  if (data.type === "url") return { type: `${kind}-url`, url: data.url.href };
  const name = kind === "file" && filename !== undefined ? { filename } : {};
  return { type: `${kind}-data`, data: data.data, mediaType, ...name };
}

function toV2({ data, mediaType }: SpecFilePart, label: string): unknown {
  if (data.type === "data") return { type: "media", data: data.data, mediaType };
  throw new AgentError(
    "invalid_attachment",
    `The model of ${label} is from AI SDK 5, which does not accept URLs in tool results. Pass the bytes instead: { data: … }.`,
  );
}
