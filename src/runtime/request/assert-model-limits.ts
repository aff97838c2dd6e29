import type { ModelInfo } from "../../model-registry/model-info.js";
import { loadRegistry } from "../../model-registry/load-registry.js";
import type { Issue } from "../../errors.js";
import type { Call } from "../call/call.js";
import { invalidOptions } from "../../errors/issues.js";
import { factsOf } from "../execution/facts-of.js";
import type { ModelRequest } from "./model-request.js";

/**
 * Refuses a number of tokens that a model of the call is known not to write. The build has checked what the
 * class says against the class's models, so only a call that says something of either is looked at. Throws
 * `invalid_params`.
 */
export async function assertModelLimits(
  { options, binding }: Call,
  requests: readonly ModelRequest[],
): Promise<void> {
  const { maxTokens, model, fallback } = options;
  if (maxTokens === undefined && model === undefined && fallback === undefined) return;
  if (!requests.some(({ call }) => call.maxTokens !== undefined)) return;
  // Without it nothing is known but what the config says; that it is missing, the request reports.
  await loadRegistry().catch(() => {});
  const issues = requests.flatMap((request) => {
    const facts = factsOf(request.id, binding.config);
    return facts ? findIssues(options, request, facts) : [];
  });
  if (issues.length > 0) throw invalidOptions(binding.spec.name, issues);
}

function findIssues(
  { maxTokens, fallback = [] }: Call["options"],
  { id, call }: ModelRequest,
  facts: ModelInfo,
): Issue[] {
  const most = Math.min(facts.maxOutputTokens ?? Infinity, facts.contextTokens ?? Infinity);
  if (call.maxTokens === undefined || call.maxTokens <= most) return [];
  // Where the class says how many, the call brought the model.
  const ofCall = fallback.includes(id) ? "fallback" : "model";
  const message = `the model "${id}" writes at most ${most} tokens, and maxTokens is ${call.maxTokens}; models in the config may say otherwise`;
  return [{ path: [maxTokens === undefined ? ofCall : "maxTokens"], message }];
}
