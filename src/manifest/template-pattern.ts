import type { TemplateNode } from "./type-node.js";

/** What may stand between the fixed parts, as TypeScript writes it into a text. */
const between: Record<TemplateNode["types"][number], string> = {
  string: String.raw`[\s\S]*`,
  number: String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`,
  bigint: String.raw`-?\d+`,
};

/** The source of a regular expression, with the `u` flag, of the texts that a template literal type holds. */
export function templatePattern({ texts, types }: TemplateNode): string {
  const parts = texts.map((text, index) => {
    const type = types[index];
    return escape(text) + (type === undefined ? "" : between[type]);
  });
  return `^${parts.join("")}$`;
}

/** A text that matches itself alone, `-` and `/` as they are: the `u` flag refuses needless escapes. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
