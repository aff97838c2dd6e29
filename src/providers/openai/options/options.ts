import { connectionRules } from "../../connection/connection-rules.js";
import { oneOf, text } from "../../../internal/options/rules.js";
import { shape } from "../../../internal/options/shape.js";

/** What `openai` takes. */
export interface OpenAIOptions {
  /**
   * The key, or a function that reads it at the time of a call. Default: `OPENAI_API_KEY`, which is not
   * sent to another host that `baseURL` names here. Such a server may work without a key.
   */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** The address of the API. Default: `OPENAI_BASE_URL`, or OpenAI's. */
  readonly baseURL?: string | undefined;
  /**
   * Which of OpenAI's two APIs to use: Responses, or Chat Completions. Default: `"responses"` for
   * OpenAI itself and `"chat"` for every other server, decided by the base URL at the time of a call.
   */
  readonly api?: "responses" | "chat" | undefined;
  /** Default: `OPENAI_ORG_ID`, only for OpenAI itself. */
  readonly organization?: string | undefined;
  /** Default: `OPENAI_PROJECT_ID`, only for OpenAI itself. */
  readonly project?: string | undefined;
  /**
   * Sent with every request. Those of `OPENAI_CUSTOM_HEADERS` are sent as well, but not to another host
   * that `baseURL` names here.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Makes the requests. Default: the global `fetch`, without Node's own limits of 300 s, so that only
   * the agent's time limits apply. A proxy is set with undici's `setGlobalDispatcher`, or with
   * `NODE_USE_ENV_PROXY=1`.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * How to send an agent's schema: for the server to enforce (`json_schema`, strict), as a request for
   * any JSON (`json_object`), or only in words (`none`). With the last two, the prompt contains the
   * schema, and the arguments of tools are not enforced either. Zod validates the answer in any case.
   * Default: `json_schema`.
   */
  readonly structuredOutput?: "json_schema" | "json_object" | "none" | undefined;
  /**
   * The field that carries `@maxTokens` in Chat Completions; Responses has only one. Default:
   * `max_completion_tokens` for OpenAI, whose newer models accept no other, and `max_tokens` for other
   * servers, many of which know no other.
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
