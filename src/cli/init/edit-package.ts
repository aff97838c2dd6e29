/**
 * Adds a script to the text of a package.json and leaves every other byte as it is: indentation, line ends,
 * the order of keys. Returns `undefined` if there is nothing to do: the script exists, or `scripts` is not
 * an object.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function addScript(text: string, name: string, command: string): string | undefined {
  const { scripts } = JSON.parse(text) as { scripts?: unknown };
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(command)}`;
  const { newline, outer, inner } = breaksOf(text);
  if (scripts === undefined) {
    const block = `"scripts": {${inner}${entry}${outer}}`;
    return insertMember(text, findObject(text), block, { before: outer, after: newline });
  }
  if (typeof scripts !== "object" || scripts === null || Object.hasOwn(scripts, name)) {
    return undefined;
  }
  return insertMember(text, findObject(text, "scripts"), entry, { before: inner, after: outer });
}

/**
 * Sets `"type": "module"` in the text of a package.json and leaves every other byte as it is. Returns
 * `undefined` if it is already set, or if `type` is not a string.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function makeModule(text: string): string | undefined {
  const { type } = JSON.parse(text) as { type?: unknown };
  if (type === "module" || (type !== undefined && typeof type !== "string")) return undefined;
  if (type === undefined) {
    const { outer, newline } = breaksOf(text);
    const place = findObject(text);
    return insertMember(text, place, `"type": "module"`, { before: outer, after: newline });
  }
  const { start, end } = findText(text, "type");
  return `${text.slice(0, start)}"module"${text.slice(end)}`;
}

/** The tokens of a JSON text except colons. */
const tokens = /"(?:\\.|[^"\\])*"|[{}[\],]|[^\s{}[\],":]+/g;

/** Where an object is in JSON text. */
interface ObjectPlace {
  /** Offset after its `{`. */
  readonly start: number;
  /** Offset after its last member; `start` if it has none. */
  readonly lastEnd: number;
  /** Offset of its `}`. */
  readonly end: number;
}

/** The line breaks of a JSON text, each with the indentation of the next line: none, one and two levels. */
function breaksOf(text: string) {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^\s*\{[ \t]*\r?\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const outer = newline + indent;
  return { newline, outer, inner: outer + indent };
}

function insertMember(
  text: string,
  { start, lastEnd, end }: ObjectPlace,
  member: string,
  breaks: { readonly before: string; readonly after: string },
): string {
  if (lastEnd === start) {
    return text.slice(0, start) + breaks.before + member + breaks.after + text.slice(end);
  }
  const separator = text.slice(start, end).includes("\n") ? `,${breaks.before}` : ", ";
  return text.slice(0, lastEnd) + separator + member + text.slice(lastEnd);
}

/** Finds the string value of a key of the root, in text that is valid JSON. */
function findText(text: string, key: string): { readonly start: number; readonly end: number } {
  let depth = 0;
  let last = "";
  let lastEnd = 0;
  for (const match of text.matchAll(tokens)) {
    const [token] = match;
    const end = match.index + token.length;
    const isValue = text.slice(lastEnd, match.index).includes(":");
    if (depth === 1 && isValue && JSON.parse(last) === key) return { start: match.index, end };
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    last = token;
    lastEnd = end;
  }
  throw new SyntaxError(`The text has no ${JSON.stringify(key)}.`);
}

/** Finds the root object, or the one under a key of the root, in text that is valid JSON. */
function findObject(text: string, key?: string): ObjectPlace {
  let depth = 0;
  let name: string | undefined;
  let start: number | undefined;
  let wanted = 0;
  let lastEnd = 0;
  for (const match of text.matchAll(tokens)) {
    const [token] = match;
    const end = match.index + token.length;
    if (token === "{" || token === "[") {
      depth++;
      const isWanted = key === undefined ? depth === 1 : depth === 2 && name === key;
      if (start === undefined && token === "{" && isWanted) {
        start = lastEnd = end;
        wanted = depth;
      }
    } else if (token === "}" || token === "]") {
      if (start !== undefined && depth === wanted) return { start, lastEnd, end: match.index };
      depth--;
    } else if (token.startsWith('"') && depth === 1) {
      name = JSON.parse(token) as string;
    }
    if (start !== undefined && end > start) lastEnd = end;
  }
  throw new SyntaxError("The text holds no such object.");
}
