import type { ResolvedConfig } from "../../config/config.js";
import { factsOf } from "../execution/facts-of.js";
import type { ModelRequest } from "./model-request.js";

/**
 * Whether the server holds its model to the schema of the output: a provider says so of itself, and what
 * is known of the model. Text has none to be held to.
 */
export function isEnforced(
  { id, provider, call }: ModelRequest,
  config: Pick<ResolvedConfig, "models" | "providers">,
): boolean {
  if (call.output === undefined) return true;
  if (provider.enforcesSchemas?.(call.model) === false) return false;
  return factsOf(id, config)?.structuredOutput !== false;
}
