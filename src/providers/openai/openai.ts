import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { environment } from "../../internal/environment.js";
import { findUnsupported, type HostedSupport } from "../wire/hosted-support.js";
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
    hostedToolFault: (tool) =>
      speaksResponses(options)
        ? findUnsupported("OpenAI", hostedSupport, tool)
        : "Chat Completions has no hosted tools",
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

const hostedSupport: HostedSupport = {
  web_search: ["allowedDomains", "location", "contextSize"],
  file_search: ["stores", "maxResults"],
  code_execution: ["files"],
};

/** Which of the two APIs a call goes to, as `createOpenAIProvider` decides it, without its SDK. */
function speaksResponses({ api, baseURL }: OpenAIOptions): boolean {
  if (api !== undefined) return api === "responses";
  const given = [baseURL, environment()["OPENAI_BASE_URL"]].map((text) => text?.trim());
  const url = given.find((text) => text !== undefined && text !== "");
  return url === undefined || (URL.canParse(url) && new URL(url).host === "api.openai.com");
}

function speak(options: OpenAIOptions): Provider {
  return lazyProvider("openai", async () => {
    const { createOpenAIProvider } = await import("./openai-provider.js");
    return createOpenAIProvider(options);
  });
}
