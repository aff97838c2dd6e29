import type { Provider } from "../../model/provider.js";
import { createChatProvider } from "./chat/chat-provider.js";
import { createOpenAICheck } from "./client.js";
import type { OpenAIOptions } from "./options.js";
import { createResponsesProvider } from "./responses/responses-provider.js";

/**
 * Speaks the API of the options, and else the one that the server knows for certain. It is asked for every
 * call, because the base URL may come from the environment. Loading this module loads the SDK.
 */
export function createOpenAIProvider(options: OpenAIOptions): Provider {
  const chat = createChatProvider(options);
  const responses = createResponsesProvider(options);
  const isOpenAI = createOpenAICheck(options);
  return {
    kind: "openai",
    stream(call) {
      const api = options.api ?? (isOpenAI() ? "responses" : "chat");
      return (api === "responses" ? responses : chat).stream(call);
    },
  };
}
