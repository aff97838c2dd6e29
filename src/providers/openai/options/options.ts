import { connectionRules } from "../../connection/connection-rules.js";
import { oneOf, text } from "../../../internal/options/rules.js";
import { shape } from "../../../internal/options/shape.js";

/** What `openai` takes. */
export interface OpenAIOptions {
  /**
   * The key, or what reads it at the time of a call. Default: `OPENAI_API_KEY`, which is not sent to a
   * `baseURL` of another host that is given here. Such a server may need none.
   */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** Where the API is. Default: `OPENAI_BASE_URL`, or else OpenAI. */
  readonly baseURL?: string | undefined;
  /**
   * Which of OpenAI's two APIs the server is spoken to in: Responses, or Chat Completions. Default:
   * `"responses"` for OpenAI itself and `"chat"` for every other server, as the base URL is at the time
   * of a call.
   */
  readonly api?: "responses" | "chat" | undefined;
  /** Default: `OPENAI_ORG_ID`, for OpenAI alone. */
  readonly organization?: string | undefined;
  /** Default: `OPENAI_PROJECT_ID`, for OpenAI alone. */
  readonly project?: string | undefined;
  /**
   * Sent with every request. Those of `OPENAI_CUSTOM_HEADERS` are sent as well, but not to a `baseURL` of
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
   * How the server is told of an agent's schema: enforced (`json_schema`, strict), as JSON that is not
   * held to the schema (`json_object`), or in words alone (`none`). With the last two the schema is
   * part of the prompt, and the arguments of tools are not enforced either. Zod validates the answer in
   * any case. Default: `json_schema`.
   */
  readonly structuredOutput?: "json_schema" | "json_object" | "none" | undefined;
  /**
   * The field that carries `@maxTokens` in Chat Completions; Responses has one alone. Default: `max_completion_tokens` for OpenAI, whose newer models
   * take no other, and `max_tokens` for the rest, which often know no other.
   */
  readonly maxTokensField?: "max_completion_tokens" | "max_tokens" | undefined;
}

/** What {@link OpenAIOptions} may say. */
export const openAIOptionsRule = shape<OpenAIOptions>({
  ...connectionRules,
  api: oneOf("responses", "chat"),
  organization: text,
  project: text,
  structuredOutput: oneOf("json_schema", "json_object", "none"),
  maxTokensField: oneOf("max_completion_tokens", "max_tokens"),
});
