import { AgentError } from "../../errors.js";
import type { Connection } from "./read-connection.js";

/**
 * Whether requests go out from a page of a browser, which the SDKs must be told to allow. A page may ask
 * a server of the application's, which has the key itself.
 *
 * @throws {AgentError} `config_invalid` where a page would send a key to the provider
 */
export function allowBrowser({ isOfficial, errors }: Connection): boolean {
  const { window, process } = globalThis as {
    readonly window?: { readonly document?: unknown };
    readonly process?: { readonly versions?: { readonly node?: string } };
  };
  const isPage = window?.document !== undefined;
  // With Node it is a test's page (jsdom) or one of Electron's.
  if (!isPage || !isOfficial || process?.versions?.node !== undefined) return isPage;
  throw new AgentError(
    "config_invalid",
    `A call from a browser would send the API key to ${errors.label}, where everyone who opens the page can read it. Call the agent on a server, or set baseURL in agents.config.ts to your own server, which adds the key.`,
  );
}
