import { connectionRules } from "../connection/connection-rules.js";
import { oneOf } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";

/** What `anthropic` takes. */
export interface AnthropicOptions {
  /**
   * The key, or a function that reads it at the time of a call. Default: `ANTHROPIC_API_KEY`, which is
   * not sent to another host that `baseURL` names here. Such a server may work without a key.
   */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** The address of the API. Default: `ANTHROPIC_BASE_URL`, or Anthropic's. */
  readonly baseURL?: string | undefined;
  /**
   * Sent with every request. Those of `ANTHROPIC_CUSTOM_HEADERS` are sent as well, but not to another
   * host that `baseURL` names here.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Makes the requests. Default: the global `fetch`, without Node's own limits of 300 s, so that only
   * the agent's time limits apply. A proxy is set with undici's `setGlobalDispatcher`, or with
   * `NODE_USE_ENV_PROXY=1`.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * How to send an agent's schema: for the server to enforce (`json_schema`), or in words as part of
   * the prompt (`none`), for servers and models without structured outputs. Zod validates the answer in
   * any case. Default: `json_schema`. Claude models before 4.5 always get it in words, and so does a
   * schema that Anthropic cannot enforce or that exceeds its limits.
   */
  readonly structuredOutput?: "json_schema" | "none" | undefined;
  /**
   * How to send tools: with enforced schemas and streamed arguments, as far as the model and the limits
   * of a request allow (`strict`), or in the simplest form (`plain`), for servers that reject more.
   * Every argument is validated in any case. Default: `strict`, which applies only to Claude models
   * from 4.5 on.
   */
  readonly tools?: "strict" | "plain" | undefined;
}

/** What {@link AnthropicOptions} may say. */
export const anthropicOptionsRule = shape<AnthropicOptions>({
  ...connectionRules,
  structuredOutput: oneOf("json_schema", "none"),
  tools: oneOf("strict", "plain"),
});
