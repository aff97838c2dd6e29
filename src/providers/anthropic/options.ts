import { connectionRules } from "../connection/connection-rules.js";
import { oneOf } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";

/** What `anthropic` takes. */
export interface AnthropicOptions {
  /**
   * The key, or what reads it at the time of a call. Default: `ANTHROPIC_API_KEY`, which is not sent to
   * a `baseURL` of another host that is given here. Such a server may need none.
   */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** Where the API is. Default: `ANTHROPIC_BASE_URL`, or else Anthropic. */
  readonly baseURL?: string | undefined;
  /**
   * Sent with every request. Those of `ANTHROPIC_CUSTOM_HEADERS` are sent as well, but not to a `baseURL` of
   * another host that is given here.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Makes the requests. Default: the global `fetch`, without the limits of 300 s that Node's sets itself;
   * limits of time are the agent's alone. A proxy is set with undici's `setGlobalDispatcher`, or with
   * `NODE_USE_ENV_PROXY=1`.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * How the server is told of an agent's schema: enforced (`json_schema`), or in words as part of the
   * prompt (`none`), for servers and models without structured outputs. Zod validates the answer in any
   * case. Default: `json_schema`. Claude models before 4.5 are told in words all the same, and so is a
   * schema that Anthropic does not enforce or that is larger than its limits.
   */
  readonly structuredOutput?: "json_schema" | "none" | undefined;
  /**
   * How the server is told of tools: with their schemas enforced and their arguments streamed as the model
   * writes them, as far as the model and the limits of a request allow (`strict`), or in the plainest form
   * (`plain`), for servers that refuse more. Every argument is validated in any case. Default: `strict`,
   * which only Claude models since 4.5 are asked for.
   */
  readonly tools?: "strict" | "plain" | undefined;
}

/** What {@link AnthropicOptions} may say. */
export const anthropicOptionsRule = shape<AnthropicOptions>({
  ...connectionRules,
  structuredOutput: oneOf("json_schema", "none"),
  tools: oneOf("strict", "plain"),
});
