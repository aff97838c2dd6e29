import type { JsonObject } from "../internal/json.js";

/**
 * What the body of a request holds beside what the runtime writes there, in the provider's own words,
 * by the provider's name in the config. It goes in untouched, and over what the runtime wrote.
 */
export interface ProviderOptions {
  readonly [provider: string]: JsonObject;
}
