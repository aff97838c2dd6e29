import { isAgentError } from "../../../errors.js";
import type { Provider } from "../../../model/provider.js";
import { askedModels, type AskedModels } from "../view/asked-models.js";
import type { Check } from "../view/check.js";
import { edit, note, ok, warning, type Finding } from "../view/finding.js";
import { firstCall } from "../view/first-call.js";

/** The adapters that check for a key before they send anything. */
const keyed: ReadonlySet<string> = new Set(["openai", "anthropic"]);

/** Each provider finds the key that it needs, wherever its options take it from. */
export const checkKeys: Check = async ({ config, agents }) => {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { providers, defaults } = opened.config;
  const asked = askedModels(await agents(), defaults);
  const found: Finding[] = [];
  for (const [name, provider] of Object.entries(providers)) {
    if (keyed.has(provider.kind)) found.push(await checkKey(name, provider, asked.get(name)));
  }
  return found;
};

async function checkKey(
  name: string,
  provider: Provider,
  asked: AskedModels | undefined,
): Promise<Finding> {
  const refusal = await findRefusal(provider);
  if (refusal === undefined) return ok(`${name}: no key is missing`);
  const [, sentence = refusal, advice = ""] = /^(.+?)\.(?:\s+(.*))?$/s.exec(refusal) ?? [];
  const remedy = edit(advice.replace(/\.$/, "") || "Check the provider in the config");
  if (!asked) return note(`${name}: ${sentence}; no agent uses it.`, remedy);
  return warning(`${name}: ${sentence}; ${describe(asked)}.`, remedy);
}

/**
 * Finds the error of a provider before it sends a request. Starts a call and aborts it in the same turn:
 * its connection has been read by then, exactly as for a real call, and nothing is sent.
 */
async function findRefusal(provider: Provider): Promise<string | undefined> {
  const controller = new AbortController();
  try {
    // Otherwise the provider would load its code before it reads the connection.
    await provider.load?.();
    const parts = provider.stream(firstCall("none", controller.signal))[Symbol.asyncIterator]();
    const first = parts.next();
    controller.abort();
    await first;
    await parts.return?.();
    return undefined;
  } catch (error) {
    return isAgentError(error) && error.code === "config_invalid" ? error.message : undefined;
  }
}

function describe({ agents }: AskedModels): string {
  const [first, second, ...others] = agents;
  if (first === undefined) return "it is the default provider";
  if (second === undefined) return `${first} uses it`;
  return `${first} and ${others.length === 0 ? second : `${others.length + 1} others`} use it`;
}
