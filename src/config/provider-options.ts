import type { JsonObject } from "../internal/json.js";
import type { AnthropicBody } from "../providers/anthropic/body.js";
import type { OpenAIBody } from "../providers/openai/options/body.js";

/**
 * Additional options for the body of a request, in the provider's own format, by the provider's name in
 * the config. They are sent unchanged and override what the runtime wrote.
 *
 * tsc knows the options of `openai` and `anthropic` from their SDKs; for other providers it only checks
 * that they are JSON. To send an option that is newer than the SDK, write `{ openai: { newer: true } as
 * never }`.
 */
export type ProviderOptions = {
  readonly openai?: OpenAIBody;
  readonly anthropic?: AnthropicBody;
} & { readonly [provider: string]: JsonObject };
