import type { ResolvedConfig } from "../../config/config.js";
import { AgentError } from "../../errors.js";
import type { ModelCall, Provider, RenderedRequest } from "../../model/provider.js";
import type { Execution } from "../../reading/execution.js";
import { UsageError } from "../outcome/usage-error.js";

/** Why providers of this package cannot render a request. */
const reasons: Readonly<Record<string, string>> = {
  fake: "it makes no request",
  "ai-sdk": "a package of the AI SDK writes its requests",
};

/** The first result of rendering. */
type Outcome = { readonly request: RenderedRequest } | { readonly error: unknown };

/**
 * Gives the first request that an execution would send, and ends the execution. It runs as usual, including
 * params, prompt and attachments, but the providers of its config render requests instead of sending them.
 * Only this process reads the config, so its providers are replaced in place.
 *
 * @param start - starts the execution
 * @throws the execution's error if it fails before it asks a model, and {@link UsageError} if the provider
 *   cannot render
 */
export async function takeFirstRequest(
  { providers }: ResolvedConfig,
  start: () => Execution<unknown>,
): Promise<RenderedRequest> {
  let outcome: Outcome | undefined;
  const replaced = Object.entries(providers).map(([name, provider]) => {
    const take = async (call: ModelCall): Promise<never> => {
      outcome ??= await attempt(() => render(name, provider, call));
      // Not a failure that the runtime would retry, or for which it would ask another model.
      throw new AgentError("cancelled", "The request was rendered but not sent.");
    };
    const stream: Provider["stream"] = (call) => ({
      [Symbol.asyncIterator]: () => ({ next: () => take(call) }),
    });
    return [name, { kind: provider.kind, stream }] as const;
  });
  Object.assign(providers, Object.fromEntries(replaced));
  try {
    await start();
  } catch (error) {
    outcome ??= { error };
  }
  if (outcome === undefined) throw new Error("The execution ended without a request to a model.");
  if ("error" in outcome) throw outcome.error;
  return outcome.request;
}

async function attempt(render: () => Promise<RenderedRequest>): Promise<Outcome> {
  try {
    return { request: await render() };
  } catch (error) {
    return { error };
  }
}

function render(name: string, provider: Provider, call: ModelCall): Promise<RenderedRequest> {
  if (provider.render) return provider.render(call);
  const reason = reasons[provider.kind] ?? "it has no method render";
  throw new UsageError(
    `The provider ${name} cannot render the request to ${name}/${call.model}: ${reason}. Use --model provider/model to name a model of another provider.`,
  );
}
