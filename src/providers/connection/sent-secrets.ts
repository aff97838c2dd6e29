import { readsLikeKey } from "./reads-like-key.js";

/** Headers whose values say how a request is to be read, and by whom it is made. Any other may be a key. */
export const openHeaders =
  /^(?:accept|anthropic-beta|anthropic-version|content-type|openai-beta|user-agent|x-stainless-.+)$/;

/** Headers that say whose the request is: with a key of its own, a call does not send those of others. */
export const credentialHeaders: ReadonlySet<string> = new Set([
  "api-key",
  "authorization",
  "x-api-key",
]);

/**
 * The values of headers that may be keys, as Azure's and many gateways' are: with and without their
 * scheme, what `Basic` encodes, and the values in a cookie or a list of parameters.
 */
export function secretsOfHeaders(
  headers: Iterable<readonly [name: string, value: string]>,
): readonly string[] {
  return [...headers].flatMap(([name, value]) =>
    openHeaders.test(name.toLowerCase()) ? [] : secretsOfValue(value.trim()),
  );
}

function secretsOfValue(value: string): readonly string[] {
  const [, scheme = "", key] = /^(bearer|basic|token|api-?key|key)[\t ]+(\S+)$/i.exec(value) ?? [];
  const parameters = value.split(/[;,]/).flatMap((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [] : [unquote(part.slice(equals + 1).trim())];
  });
  return [
    value,
    ...(key === undefined ? [] : [key]),
    ...(key !== undefined && /^basic$/i.test(scheme) ? readBasic(key) : []),
    ...parameters,
  ];
}

/** `user:password`, and the password alone. */
function readBasic(encoded: string): readonly string[] {
  try {
    const pair = atob(encoded);
    return [pair, pair.slice(pair.indexOf(":") + 1)];
  } catch {
    return [];
  }
}

function unquote(text: string): string {
  return text.replaceAll('"', "");
}

/** The values in the query of a URL and what looks like a key in its path: some gateways have theirs there. */
export function secretsOfUrl(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { searchParams, pathname, username, password } = new URL(url);
  const values = [...searchParams].filter(([name]) => !/version$/i.test(name));
  const segments = pathname.split("/").filter(readsLikeKey);
  const encoded = [...segments, username, password];
  return [...values.map(([, value]) => value), ...encoded, ...encoded.map(decode)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
