import type { ResolvedConfig } from "../../config/config.js";
import { AgentError } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import { factsOf } from "../execution/facts-of.js";
import { leastTokens } from "./least-tokens.js";
import type { ModelRequest } from "./model-request.js";

/**
 * The error of a request that its model is known not to take: an image, a file, more text than its
 * context has room for. It is not sent; a fallback may take it. What is not known of a model is allowed.
 */
export function findMisfit(
  { id, call: { messages } }: ModelRequest,
  config: Pick<ResolvedConfig, "models" | "providers">,
): AgentError | undefined {
  const { vision, files, contextTokens } = factsOf(id, config) ?? {};
  if (vision === false && hasPart(messages, "image")) {
    return refused(id, "images", `vision: true`);
  }
  if (files === false && hasPart(messages, "file")) {
    return refused(id, "files", `files: true`);
  }
  if (contextTokens === undefined) return undefined;
  const tokens = leastTokens(messages, contextTokens);
  if (tokens <= contextTokens) return undefined;
  return new AgentError(
    "provider_rejected",
    `The prompt has at least ${tokens} tokens, but the model "${id}" has room for ${contextTokens}. Nothing was sent. Shorten the prompt or the conversation, or choose another model. If this is out of date, correct it in agents.config.ts: models: { "${id}": { contextTokens: … } }.`,
  );
}

function hasPart(messages: readonly ModelMessage[], type: "image" | "file"): boolean {
  return messages.some(
    ({ content }) => typeof content !== "string" && content.some((part) => part.type === type),
  );
}

function refused(id: string, what: string, fact: string): AgentError {
  return new AgentError(
    "invalid_attachment",
    `The model "${id}" does not accept ${what}. Nothing was sent. Choose another model, or add one with @fallback. If this is out of date, correct it in agents.config.ts: models: { "${id}": { ${fact} } }.`,
  );
}
