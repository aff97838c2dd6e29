/** What `anthropic` takes. */
export interface AnthropicOptions {
  /**
   * The key, or what reads it at the time of a call. Default: `ANTHROPIC_API_KEY`, which is not sent to
   * a `baseURL` of another host that is given here. Such a server may need none.
   */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** Where the API is. Default: `ANTHROPIC_BASE_URL`, or else Anthropic. */
  readonly baseURL?: string | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Makes the requests. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * How the server is told of an agent's schema: enforced (`json_schema`), or in words as part of the
   * prompt (`none`), for servers and models without structured outputs. Zod validates the answer in any
   * case. Default: `json_schema`.
   */
  readonly structuredOutput?: "json_schema" | "none" | undefined;
}
