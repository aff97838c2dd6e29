import { asObject, asText } from "./read-json.js";

/** The types of a part of a message that is text, whichever the wire: some servers have one wire's in another. */
export const textTypes: ReadonlySet<unknown> = new Set(["text", "output_text"]);

/** The text of a list of texts, or of parts that are text; `undefined` when there is none. */
export function joinTexts(values: readonly unknown[]): string | undefined {
  return asText(values.map(toText).join(""));
}

function toText(value: unknown): string {
  if (typeof value === "string") return value;
  const part = asObject(value);
  return textTypes.has(part?.["type"]) ? (asText(part?.["text"]) ?? "") : "";
}
