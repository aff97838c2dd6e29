/** Whether a value is a `Blob`, of whichever realm or package. */
export function isBlob(value: unknown): value is Blob {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "arrayBuffer") === "function" &&
    typeof Reflect.get(value, "size") === "number"
  );
}

/** What tsc would refuse of an image or a file, for callers that tsc did not see; `undefined`: nothing. */
export function findMediaFault(value: object): string | undefined {
  const { path, url, data, mediaType, name } = value as Readonly<Record<string, unknown>>;
  const given = [path, url, data].filter((source) => source !== undefined);
  if (given.length !== 1) return "expected one of path, url and data";
  if (path !== undefined && (typeof path !== "string" || path === "")) {
    return "expected path to be the path of a file";
  }
  if (url !== undefined && typeof url !== "string" && !(url instanceof URL)) {
    return "expected url to be a URL";
  }
  if (data !== undefined && !isData(data)) {
    return "expected data to be bytes, a Blob or base64 text";
  }
  for (const [key, text] of Object.entries({ mediaType, name })) {
    if (text !== undefined && typeof text !== "string") return `expected ${key} to be text`;
  }
  return findMarkFault(value);
}

/** What is wrong with the mark of a part for the provider's prompt cache; `undefined`: nothing. */
export function findMarkFault(part: object): string | undefined {
  const { promptCache } = part as Readonly<Record<string, unknown>>;
  const isMark = promptCache === undefined || promptCache === "5m" || promptCache === "1h";
  return isMark ? undefined : 'expected promptCache to be "5m" or "1h"';
}

/** The same for what is to be plain JSON: base64 text with its type, or a URL on the web. */
export function findPlainMediaFault(value: object): string | undefined {
  const { url, data, mediaType } = value as Readonly<Record<string, unknown>>;
  const fault = findMediaFault(value);
  if (fault !== undefined) return fault;
  if (typeof url === "string" && /^https?:/i.test(url)) return undefined;
  if (typeof data === "string" && typeof mediaType === "string") return undefined;
  return "expected base64 data with its mediaType, or an http(s) url";
}

function isData(data: unknown): boolean {
  return (
    typeof data === "string" ||
    isBlob(data) ||
    ArrayBuffer.isView(data) ||
    Object.prototype.toString.call(data) === "[object ArrayBuffer]"
  );
}
