/** How long a list may be before it is broken into lines. */
const width = 90;

/** Indents every line of a text by one level. */
export function indent(text: string): string {
  // Not `^` with the flag `m`, for which U+2028 begins a line.
  return text.replace(/(^|\n)(?=[^\n])/g, "$1  ");
}

/**
 * Items between braces: on one line if they fit, otherwise one per line. An item of several lines breaks
 * the list.
 */
export function braces(items: readonly string[], separator: "," | ";"): string {
  if (items.length === 0) return "{}";
  const line = `{ ${items.join(`${separator} `)} }`;
  if (fits(line)) return line;
  return `{\n${items.map((item) => `${indent(item)}${separator}\n`).join("")}}`;
}

/** Items between brackets or parentheses: on one line if they fit, otherwise one per line. */
export function list(open: string, items: readonly string[], close: string): string {
  const line = `${open}${items.join(", ")}${close}`;
  if (items.length === 0 || fits(line)) return line;
  return `${open}\n${items.map((item) => `${indent(item)},\n`).join("")}${close}`;
}

/** Members of a union or an intersection: on one line if they fit, otherwise one per line. */
export function alternatives(members: readonly string[], operator: "|" | "&"): string {
  const line = members.join(` ${operator} `);
  if (members.length === 1 || fits(line)) return line;
  return members.map((member) => `\n${indent(`${operator} ${member}`)}`).join("");
}

/** A head and the text after it, which may begin on its own line. */
export function followedBy(head: string, text: string): string {
  return text.startsWith("\n") ? head + text : `${head} ${text}`;
}

function fits(line: string): boolean {
  return line.length <= width && !line.includes("\n");
}
