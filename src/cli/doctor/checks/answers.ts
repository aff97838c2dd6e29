import { isAgentError, type AgentErrorCode } from "../../../errors.js";
import type { Provider } from "../../../model/provider.js";
import { askedModels, type AskedModels } from "../view/asked-models.js";
import type { Check } from "../view/check.js";
import { edit, error, ok, type Finding } from "../view/finding.js";
import { firstCall } from "../view/first-call.js";
import { findOwn } from "../../../internal/find-own.js";

const patienceMs = 10_000;

/**
 * The providers of the agents answer. Each gets one small request for a model that an agent uses, which is
 * cancelled as soon as the provider has accepted it. The request is made like every call, through the same
 * proxy and to the same address, so it also shows whether the model exists and the account has credit. A
 * list of models would show neither, and some servers have none.
 */
export const checkAnswers: Check = async ({ config, agents }) => {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { providers, defaults } = opened.config;
  const asked = [...askedModels(await agents(), defaults)];
  const answers = asked.map(([name, models]) => {
    const provider = findOwn(providers, name);
    return provider && provider.kind !== "fake" ? checkAnswer(name, provider, models) : [];
  });
  return (await Promise.all(answers)).flat();
};

async function checkAnswer(
  name: string,
  provider: Provider,
  { model }: AskedModels,
): Promise<Finding[]> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await provider.load?.();
    for await (const _ of provider.stream(firstCall(model, signal))) break;
    return [ok(`${name}: answered a request for ${model}`)];
  } catch (failure) {
    if (signal.aborted) {
      const message = `${name}: did not answer within ${patienceMs / 1_000} s.`;
      return [error(message, edit(remedies.provider_unavailable))];
    }
    const code = isAgentError(failure) ? failure.code : "provider_unavailable";
    // Another check reports missing keys.
    if (code === "config_invalid") return [];
    const status = isAgentError(failure) ? failure.httpStatus : undefined;
    const reason = status === undefined ? code : `${code}, HTTP ${status}`;
    const remedy = isKnown(code) ? remedies[code] : remedies.provider_unavailable;
    return [error(`${name}: rejected a request for ${model} (${reason}).`, edit(remedy))];
  }
}

const remedies = {
  authentication: "Use a valid key that has access to this model",
  rate_limited: "Wait, or check the limits and the credit of the account",
  provider_rejected: "Check the name of the model, and the provider's baseURL in the config",
  provider_unavailable: "Check the network, the proxy, and the provider's baseURL in the config",
} satisfies Partial<Record<AgentErrorCode, string>>;

function isKnown(code: AgentErrorCode): code is keyof typeof remedies {
  return Object.hasOwn(remedies, code);
}
