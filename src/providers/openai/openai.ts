import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../lazy-provider.js";
import { refuseUnknownOption } from "../refuse-unknown-option.js";
import type { OpenAIOptions } from "./options.js";

const known = Object.keys({
  apiKey: true,
  baseURL: true,
  api: true,
  organization: true,
  project: true,
  headers: true,
  fetch: true,
  structuredOutput: true,
  maxTokensField: true,
} satisfies Record<keyof OpenAIOptions, true>);

/**
 * Makes the provider for OpenAI's models, through Responses, and with a `baseURL` for every server that
 * speaks Chat Completions: Ollama, vLLM, Groq, OpenRouter, DeepSeek, Azure. Nothing is read, loaded or
 * connected before a call; a call without a key fails with `config_invalid`.
 *
 * @throws {AgentError} `config_invalid` for an option that there is not
 */
export function openai(options: OpenAIOptions = {}): Provider {
  refuseUnknownOption("openai", options, known);
  return {
    ...speak(options),
    enforcesSchemas: () => (options.structuredOutput ?? "json_schema") === "json_schema",
    async connection() {
      const { nameOpenAIConnection } = await import("./connection.js");
      return nameOpenAIConnection(options);
    },
    async render(call) {
      const { renderRequest } = await import("../render-request.js");
      return renderRequest((capture) => speak({ ...options, ...capture }), call);
    },
  };
}

function speak(options: OpenAIOptions): Provider {
  return lazyProvider("openai", async () => {
    const { createOpenAIProvider } = await import("./openai-provider.js");
    return createOpenAIProvider(options);
  });
}
