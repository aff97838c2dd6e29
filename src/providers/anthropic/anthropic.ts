import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../call/lazy-provider.js";
import { findUnsupported, type HostedSupport } from "../wire/hosted-support.js";
import { enforcesSchemas } from "./model-features.js";
import { anthropicOptionsRule, type AnthropicOptions } from "./options.js";

/**
 * Creates the provider for Anthropic's models or, with a `baseURL`, for any server that speaks the
 * Messages API. It reads, loads and connects nothing before the first call; a call without a key fails
 * with `config_invalid`.
 *
 * @throws {AgentError} `config_invalid` for an unknown option or an invalid value
 */
export function anthropic(options: AnthropicOptions = {}): Provider {
  assertOptions("anthropic()", options, anthropicOptionsRule);
  return {
    ...speak(options),
    takesConnection: true,
    enforcesSchemas: (model) =>
      options.structuredOutput !== "none" && enforcesSchemas(model) !== false,
    hostedToolFault: (tool) => findUnsupported("Anthropic", hostedSupport, tool),
    async connection() {
      const { nameAnthropicConnection } = await import("./connection.js");
      return nameAnthropicConnection(options);
    },
    async render(call) {
      const { renderRequest } = await import("../http/render-request.js");
      return renderRequest((capture) => speak({ ...options, ...capture }), call);
    },
  };
}

const hostedSupport: HostedSupport = {
  web_search: ["allowedDomains", "blockedDomains", "maxUses", "location"],
  web_fetch: ["allowedDomains", "blockedDomains", "maxUses", "maxContentTokens", "citations"],
  code_execution: [],
};

function speak(options: AnthropicOptions): Provider {
  return lazyProvider("anthropic", async () => {
    const { createMessagesProvider } = await import("./messages-provider.js");
    return createMessagesProvider(options);
  });
}
