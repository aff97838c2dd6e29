import { canonicalJson } from "../../internal/canonical-json.js";
import { sha256 } from "../../internal/sha256.js";
import type { Connection } from "./read-connection.js";

/**
 * A hash of where requests go, for whom and how: for the key of a cache. Two keys of one account are two
 * connections, because nothing says that they are one.
 *
 * @param settings What else shapes an answer, as the options have it.
 */
export function nameConnection(
  { baseURL, apiKey, headers }: Connection,
  settings: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  return sha256(canonicalJson({ baseURL, apiKey, headers, settings }));
}
