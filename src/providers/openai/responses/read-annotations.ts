import type { ModelStreamPart } from "../../../model/provider.js";
import type { TextRange } from "../../../model/source.js";
import { asArray, asCount, asObject, asText, type Wire } from "../../wire/read-json.js";

/** The sources that the annotations of a whole message name, with their places in all of its text. */
export function readAnnotations(content: readonly unknown[]): readonly ModelStreamPart[] {
  let before = 0;
  return content.flatMap((value) => {
    const part = asObject(value);
    const text = asText(part?.["text"]) ?? "";
    const sources = asArray(part?.["annotations"]).flatMap((annotation) =>
      toSource(asObject(annotation) ?? {}, text, before),
    );
    before += text.length;
    return sources;
  });
}

function toSource(annotation: Wire, text: string, before: number): readonly ModelStreamPart[] {
  const url = asText(annotation["url"]);
  const fileId = asText(annotation["file_id"]);
  // Paths of files that code wrote are no sources.
  if (annotation["type"] === "file_path" || (url === undefined && fileId === undefined)) return [];
  const title = asText(annotation["title"]) ?? asText(annotation["filename"]);
  const place = toPlace(annotation, text, before);
  return [
    {
      type: "source",
      ...(url !== undefined && { url }),
      ...(title !== undefined && { title }),
      ...(fileId !== undefined && { fileId }),
      ...(place && { place }),
    },
  ];
}

/** The API counts characters, of which some are two units of UTF-16. */
function toPlace(annotation: Wire, text: string, before: number): TextRange | undefined {
  const start = toUnits(text, asCount(annotation["start_index"]));
  const end = toUnits(text, asCount(annotation["end_index"]));
  if (start === undefined || end === undefined) return undefined;
  return { start: before + start, end: before + end };
}

function toUnits(text: string, characters: number | undefined): number | undefined {
  if (characters === undefined || characters > text.length) return undefined;
  // Most texts have none that are two units.
  if (!/[\uD800-\uDBFF]/.test(text)) return characters;
  let units = 0;
  for (let left = characters; left > 0; left -= 1) {
    const point = text.codePointAt(units);
    if (point === undefined) return undefined;
    units += point > 0xff_ff ? 2 : 1;
  }
  return units;
}
