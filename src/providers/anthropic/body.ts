import type { MessageCreateParamsBase } from "@anthropic-ai/sdk/resources/messages/messages";

/** What the body of a request to Anthropic may hold. */
export type AnthropicBody = Partial<MessageCreateParamsBase>;
