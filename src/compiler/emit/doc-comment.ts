import { inComment } from "./source-text.js";

/**
 * A doc comment with its line end, or `""` if there is no text. Text that would end the comment is defused.
 */
export function docComment(...paragraphs: readonly (string | undefined)[]): string {
  const lines = paragraphs
    .flatMap((paragraph) => (paragraph ?? "").trim().split(/\r\n|[\n\r\u2028\u2029]/))
    .map((line) => inComment(line.trimEnd()));
  const text = lines.filter((line, index) => line !== "" || isBetween(lines, index));
  if (text.length === 0) return "";
  if (text.length === 1) return `/** ${text[0]} */\n`;
  return `/**\n${text.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Whether an empty line is between two lines of one paragraph. */
function isBetween(lines: readonly string[], index: number): boolean {
  return (lines[index - 1] ?? "") !== "" && lines.slice(index + 1).some((line) => line !== "");
}
