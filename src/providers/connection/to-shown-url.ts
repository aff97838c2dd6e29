import { redact } from "../../errors/redact/redact.js";
import { readsLikeKey } from "./reads-like-key.js";

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
