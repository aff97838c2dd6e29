import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../call/lazy-provider.js";
import { openAIOptionsRule, type OpenAIOptions } from "./options/options.js";

/**
 * Creates the provider for OpenAI's models, through the Responses API or, with a `baseURL`, for any
 * server that speaks Chat Completions: Ollama, vLLM, Groq, OpenRouter, DeepSeek, Azure. It reads, loads
 * and connects nothing before the first call; a call without a key fails with `config_invalid`.
 *
 * @throws {AgentError} `config_invalid` for an unknown option or an invalid value
 */
export function openai(options: OpenAIOptions = {}): Provider {
  assertOptions("openai()", options, openAIOptionsRule);
  return {
    ...speak(options),
    takesConnection: true,
    enforcesSchemas: () => (options.structuredOutput ?? "json_schema") === "json_schema",
    async connection() {
      const { nameOpenAIConnection } = await import("./connection.js");
      return nameOpenAIConnection(options);
    },
    async render(call) {
      const { renderRequest } = await import("../http/render-request.js");
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
