import type { Json, JsonObject } from "../../internal/json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../wire/read-json.js";

/**
 * What a block of the server's own tells of a tool that it ran: the call, or the result; `undefined` for a
 * block that is neither. Tools of servers that the API speaks MCP with are among them.
 */
export function readHostedBlock(block: JsonObject): ModelStreamPart | undefined {
  const type = asText(block["type"]) ?? "";
  const id = asText(block["id"]);
  const name = asText(block["name"]);
  if (type.endsWith("tool_use") && id !== undefined && name !== undefined) {
    return {
      type: "hosted_call",
      id,
      name: toToolName(name),
      ...(block["input"] !== undefined && { input: block["input"] }),
    };
  }
  const callId = asText(block["tool_use_id"]);
  if (!type.endsWith("_tool_result") || callId === undefined) return undefined;
  const { content } = block;
  const isError = asText(asObject(content)?.["type"])?.endsWith("_error") === true;
  const output = toShown(content);
  return {
    type: "hosted_result",
    id: callId,
    name: toToolName(type.slice(0, -"_tool_result".length)),
    ...(output !== undefined && { output }),
    ...((isError || block["is_error"] === true) && { failed: true }),
  };
}

/** Code runs in tools for the shell and for files, which are part of the declared one. */
function toToolName(name: string): string {
  return name.endsWith("_code_execution") ? "code_execution" : name;
}

/** Without what is encrypted for the API alone. */
function toShown(content: Json | undefined): Json | undefined {
  if (content === undefined) return undefined;
  try {
    const text = JSON.stringify(content, (key, value: unknown) =>
      key.startsWith("encrypted_") ? undefined : value,
    );
    return JSON.parse(text) as Json;
  } catch {
    // Nested too deep.
    return undefined;
  }
}

/** The sources of a text: each citation is of all of it. */
export function readCitations(citations: readonly Wire[]): readonly ModelStreamPart[] {
  return citations.flatMap((citation): readonly ModelStreamPart[] => {
    const url = asText(citation["url"]);
    const title = asText(citation["title"]) ?? asText(citation["document_title"]);
    const fileId = asText(citation["file_id"]);
    const quote = asText(citation["cited_text"]);
    if ((url ?? title ?? fileId) === undefined) return [];
    return [
      {
        type: "source",
        place: "text",
        ...(url !== undefined && { url }),
        ...(title !== undefined && { title }),
        ...(fileId !== undefined && { fileId }),
        ...(quote !== undefined && { quote }),
      },
    ];
  });
}

/** The citations of a block. */
export function toCitations(value: unknown): readonly Wire[] {
  return asArray(value)
    .map(asObject)
    .filter((citation) => citation !== undefined);
}
