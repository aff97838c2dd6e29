import type { ModelStreamPart } from "../../model/provider.js";
import { asArray, asObject, asText } from "../wire/read-json.js";
import { toMalformedError } from "../failure/to-agent-error.js";
import { PartReader } from "./part-reader.js";
import type { AnswerContext } from "./to-model-error.js";

/**
 * Reads what `doGenerate` gave: the parts that a stream of it would have had.
 *
 * @param isStructured Whether an output was asked for. Then some providers say which text is it.
 */
export function readResult(
  value: unknown,
  isStructured: boolean,
  context: AnswerContext,
): readonly ModelStreamPart[] {
  const result = asObject(value);
  if (result === undefined || !Array.isArray(result["content"])) {
    throw toMalformedError("an answer without content", context.errors, context.requestId);
  }
  const chosen = isStructured ? result["structuredOutputText"] : undefined;
  const content =
    typeof chosen === "string"
      ? [
          ...asArray(result["content"]).filter((item) => asObject(item)?.["type"] !== "text"),
          { type: "text", text: chosen },
        ]
      : asArray(result["content"]);
  const { usage, finishReason } = result;
  const reader = new PartReader(context, { isWhole: true });
  const parts: ModelStreamPart[] = [];
  const whole = [
    { ...asObject(result["response"]), type: "response-metadata" },
    ...content.flatMap(toStreamParts),
    { type: "finish", usage, finishReason },
  ];
  for (const part of whole) reader.read(part, parts);
  reader.readEnd(parts);
  return parts;
}

function toStreamParts(value: unknown, index: number): readonly unknown[] {
  const item = asObject(value);
  const type = item?.["type"];
  if (item === undefined || (type !== "text" && type !== "reasoning")) return [value];
  const id = String(index);
  const providerMetadata = item["providerMetadata"];
  return [
    { type: `${type}-delta`, id, delta: asText(item["text"]) ?? "" },
    { type: `${type}-end`, id, providerMetadata },
  ];
}
