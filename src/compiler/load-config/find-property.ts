/** A range of UTF-16 offsets. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a property is written. */
export interface PropertyPlace {
  readonly key: Range;
  readonly value: Range;
}

/**
 * Finds a property of the object that a config passes to `defineConfig`, or the nearest enclosing one that
 * is written there. Reads only tokens, so that it works on code that does not parse, and without
 * TypeScript. It does not find a config that is built elsewhere.
 */
export function findProperty(text: string, path: readonly string[]): PropertyPlace | undefined {
  const tokens = tokensOf(text);
  const call = tokens.findIndex(
    ({ text }, index) =>
      text === "defineConfig" && tokens[index + 1]?.text === "(" && tokens[index + 2]?.text === "{",
  );
  return call === -1 ? undefined : findMember(tokens, call + 2, path);
}

/** As {@link findProperty}, for a text that begins with an object, such as a decorator's argument. */
export function findPropertyOf(text: string, path: readonly string[]): PropertyPlace | undefined {
  const tokens = tokensOf(text);
  return tokens[0]?.text === "{" ? findMember(tokens, 0, path) : undefined;
}

interface Token extends Range {
  readonly text: string;
}

const tokenForm =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[\p{ID_Start}$_][\p{ID_Continue}$]*|\S/gu;

function tokensOf(text: string): Token[] {
  return [...text.matchAll(tokenForm)]
    .filter(([token]) => !token.startsWith("//") && !token.startsWith("/*"))
    .map(({ 0: token, index }) => ({ text: token, start: index, end: index + token.length }));
}

function findMember(
  tokens: readonly Token[],
  open: number,
  [name, ...rest]: readonly string[],
): PropertyPlace | undefined {
  const at = startsOfMembers(tokens, open).find((start) => nameOf(tokens[start]) === name);
  const key = at === undefined ? undefined : tokens[at];
  if (at === undefined || key === undefined) return undefined;
  const first = tokens[at + 1]?.text === ":" ? at + 2 : at;
  const last = tokens[endOfMember(tokens, at) - 1] ?? key;
  const isObject = rest.length > 0 && tokens[first]?.text === "{";
  const value = { start: tokens[first]?.start ?? key.start, end: last.end };
  return (isObject ? findMember(tokens, first, rest) : undefined) ?? { key, value };
}

function startsOfMembers(tokens: readonly Token[], open: number): number[] {
  const starts: number[] = [];
  let end = open;
  do {
    starts.push(end + 1);
    end = endOfMember(tokens, end + 1);
  } while (tokens[end]?.text === ",");
  return starts;
}

/** The index of the comma after a member, or of the end if it is the last one. */
function endOfMember(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const { text } = tokens[at] ?? { text: "" };
    if (depth === 0 && text === ",") return at;
    if ("{[(".includes(text)) depth++;
    else if ("}])".includes(text) && --depth < 0) return at;
  }
  return tokens.length;
}

function nameOf(token: Token | undefined): string | undefined {
  return token && /^["']/.test(token.text) ? token.text.slice(1, -1) : token?.text;
}
