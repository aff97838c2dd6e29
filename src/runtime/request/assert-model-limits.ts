import type { ModelInfo } from "../../model-registry/model-info.js";
import { loadRegistry } from "../../model-registry/load-registry.js";
import type { Issue } from "../../errors.js";
import type { Call } from "../call/call.js";
import { invalidOptions } from "../../errors/issues.js";
import { factsOf } from "../execution/facts-of.js";
import type { ModelRequest } from "./model-request.js";

/**
 * Refuses a temperature and a number of tokens that a model of the call is known not to take. The build
 * has checked what the class says against the class's models, so only a call that says something of
 * either is looked at. Throws `invalid_params`.
 */
export async function assertModelLimits(
  { options, binding }: Call,
  requests: readonly ModelRequest[],
): Promise<void> {
  const { temperature, maxTokens, model } = options;
  if (temperature === undefined && maxTokens === undefined && model === undefined) return;
  if (!requests.some(({ call }) => setsLimits(call))) return;
  // Without it nothing is known but what the config says; that it is missing, the request reports.
  await loadRegistry().catch(() => {});
  const issues = requests.flatMap((request) => {
    const facts = factsOf(request.id, binding.config);
    return facts ? findIssues(options, request, facts) : [];
  });
  if (issues.length > 0) throw invalidOptions(binding.spec.name, issues);
}

function setsLimits({ temperature, maxTokens }: ModelRequest["call"]): boolean {
  return temperature !== undefined || maxTokens !== undefined;
}

function findIssues(
  options: Call["options"],
  { id, call }: ModelRequest,
  facts: ModelInfo,
): Issue[] {
  const issues: Issue[] = [];
  const refuse = (option: "temperature" | "maxTokens", what: string): void => {
    // Where the class says it, the model is what the call brought.
    const path = [options[option] === undefined ? "model" : option];
    issues.push({
      path,
      message: `the model "${id}" ${what}; models in the config may say otherwise`,
    });
  };
  if (call.temperature !== undefined && facts.temperature === false) {
    refuse("temperature", "refuses requests that set a temperature");
  }
  const most = Math.min(facts.maxOutputTokens ?? Infinity, facts.contextTokens ?? Infinity);
  if (call.maxTokens !== undefined && call.maxTokens > most) {
    refuse("maxTokens", `writes at most ${most} tokens, and maxTokens is ${call.maxTokens}`);
  }
  return issues;
}
