import { redact } from "../errors/redact/redact.js";

const hidden = "hidden";

/**
 * A URL as it may be shown. Some gateways have a key in the user info, in the query, or in the path: there
 * everything is hidden that does not read like words, versions and dates.
 */
export function toShownUrl(text: string): string {
  const url = new URL(text);
  if (url.username !== "") url.username = hidden;
  if (url.password !== "") url.password = hidden;
  for (const name of new Set(url.searchParams.keys())) {
    if (!/version$/i.test(name)) url.searchParams.set(name, hidden);
  }
  url.pathname = url.pathname
    .split("/")
    .map((segment) => (readsLikeKey(segment) ? hidden : segment))
    .join("/");
  url.hash = "";
  return redact(url.href.replace(`${hidden}:${hidden}@`, `${hidden}@`));
}

/** Whether letters and digits change places too often, or stand in a run too long, for a name or a version. */
function readsLikeKey(segment: string): boolean {
  const signs = segment.replaceAll(/%[\da-f]{2}/gi, "");
  if (signs !== "" && redact(signs) !== signs) return true;
  const isHex = /^[\da-f-]{16,}$/i.test(signs) && /\d/.test(signs) && /[a-f]/i.test(signs);
  return isHex || signs.split(/[^a-z\d]+/i).some(isScrambled);
}

function isScrambled(run: string): boolean {
  const turns = run.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return (turns > 2 && run.length >= 8) || (turns > 0 && run.length >= 16) || /\d{12}/.test(run);
}
