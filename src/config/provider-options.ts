import type { JsonObject } from "../internal/json.js";
import type { AnthropicBody } from "../providers/anthropic/body.js";
import type { OpenAIBody } from "../providers/openai/options/body.js";

/**
 * What the body of a request holds beside what the runtime writes there, in the provider's own words,
 * by the provider's name in the config. It goes in untouched, and over what the runtime wrote.
 *
 * Of `openai` and `anthropic` tsc knows the words, from their SDKs; of others that they are JSON. A word
 * that is newer than the SDK goes in as well: `{ openai: { newer: true } as never }`.
 */
export type ProviderOptions = {
  readonly openai?: OpenAIBody;
  readonly anthropic?: AnthropicBody;
} & { readonly [provider: string]: JsonObject };
