import type { ResolvedConfig } from "../../config/config.js";
import type { Warning } from "../../model/warning.js";
import { factsOf } from "../execution/facts-of.js";
import type { ModelRequest } from "./model-request.js";

/** A request as its model takes it, and what was left out for that. */
export interface FittedRequest {
  readonly request: ModelRequest;
  readonly warning?: Warning;
}

/**
 * A request without the temperature, where its model is known to refuse requests that set one. The class, the
 * call or the config may have set it for another model: the one that a call replaces, or that a fallback stands
 * in for.
 */
export function withoutRefused(
  request: ModelRequest,
  config: Pick<ResolvedConfig, "models" | "providers">,
): FittedRequest {
  const { id } = request;
  const { temperature, ...call } = request.call;
  if (temperature === undefined || factsOf(id, config)?.temperature !== false) return { request };
  const message = `The temperature was left out: the model "${id}" refuses requests that set one. If this is out of date, say so in agents.config.ts: models: { "${id}": { temperature: true } }.`;
  return { request: { ...request, call }, warning: { code: "parameter_left_out", message } };
}
