import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../call/lazy-provider.js";
import { openAIOptionsRule, type OpenAIOptions } from "./options/options.js";

/**
 * Makes the provider for OpenAI's models, through Responses, and with a `baseURL` for every server that
 * speaks Chat Completions: Ollama, vLLM, Groq, OpenRouter, DeepSeek, Azure. Nothing is read, loaded or
 * connected before a call; a call without a key fails with `config_invalid`.
 *
 * @throws {AgentError} `config_invalid` for an option that does not exist, or that has a wrong value
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
