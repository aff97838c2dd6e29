import type { CallConnection } from "../../model/call-connection.js";
import type { ConnectionOptions } from "./connection-options.js";
import { credentialHeaders } from "./sent-secrets.js";

/**
 * The options of a provider, as they are for a call that brings a connection of its own. What the config has for
 * its own server never reaches another, and a call that brings a key sends no other credential.
 *
 * @param configured Where the options lead without the call.
 */
export function withCallConnection<Options extends ConnectionOptions>(
  options: Options,
  { apiKey, baseURL, headers }: CallConnection,
  configured: string,
): Options {
  const leaves = baseURL !== undefined && originOf(baseURL) !== originOf(configured);
  const kept = Object.entries(leaves ? {} : (options.headers ?? {})).filter(
    ([name]) => apiKey === undefined || !credentialHeaders.has(name.toLowerCase()),
  );
  return {
    ...options,
    apiKey: apiKey ?? (leaves ? undefined : options.apiKey),
    baseURL: baseURL ?? options.baseURL,
    headers: { ...Object.fromEntries(kept), ...headers },
  };
}

/** What a URL that is not one leads to is its own. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
