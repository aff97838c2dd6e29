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
  call: Call,
  requests: readonly ModelRequest[],
): Promise<void> {
  const { options, binding } = call;
  const { maxTokens, model, fallback = [] } = options;
  if (maxTokens === undefined && model === undefined && options.fallback === undefined) return;
  const excesses = await findTokenExcesses(call, requests);
  const issues = excesses.map(({ id, message }): Issue => {
    // Where the class says how many, the call brought the model.
    const ofCall = fallback.includes(id) ? "fallback" : "model";
    return { path: [maxTokens === undefined ? ofCall : "maxTokens"], message };
  });
  if (issues.length > 0) throw invalidOptions(binding.spec.name, issues);
}

/** A model that is asked for more tokens than it is known to write. */
interface TokenExcess {
  /** `"provider/model"`. */
  readonly id: string;
  /** In one sentence, without its full stop. */
  readonly message: string;
}

/** Those of the requests that ask for more tokens than their model is known to write. */
export async function findTokenExcesses(
  { binding }: Call,
  requests: readonly ModelRequest[],
): Promise<readonly TokenExcess[]> {
  if (!requests.some(({ call }) => call.maxTokens !== undefined)) return [];
  // Without it nothing is known but what the config says; that it is missing, the request reports.
  await loadRegistry().catch(() => {});
  return requests.flatMap(({ id, call: { maxTokens } }) => {
    const facts = factsOf(id, binding.config);
    const most = Math.min(facts?.maxOutputTokens ?? Infinity, facts?.contextTokens ?? Infinity);
    if (maxTokens === undefined || maxTokens <= most) return [];
    const message = `the model "${id}" writes at most ${most} tokens, and maxTokens is ${maxTokens}; models in the config may say otherwise`;
    return [{ id, message }];
  });
}
