import { canonicalJson } from "../../internal/canonical-json.js";
import { randomId } from "../../internal/random-id.js";
import type { Json } from "../../internal/json.js";
import { sha256 } from "../../internal/sha256.js";
import type { Provider } from "../../model/provider.js";
import type { Call } from "../call/call.js";
import type { StepLimit } from "../call/read-max-steps.js";
import { withoutMarks } from "../messages/prompt-marks.js";
import type { ModelRequest } from "./model-request.js";

/** What shapes the answer and is not in the first request. */
interface Shaping {
  readonly limit: StepLimit;
  /** What an agent's own choices depend on, where it makes some. */
  readonly choosing: Json | undefined;
}

/**
 * The cache key of a call: SHA-256, in hex, of everything that shapes the answer, and of whose it is: the
 * tenant, the connections of the models, the models, messages, schema, tools and options. What tools do is
 * behaviour and no part of it; what the model is told of them is.
 */
export async function toCacheKey(
  requests: readonly ModelRequest[],
  call: Call,
  { limit, choosing }: Shaping,
): Promise<string> {
  const models = await Promise.all(
    requests.map(async ({ id, provider, call }) => [
      id,
      await nameConnection(provider),
      call.connection && (await sha256(canonicalJson(call.connection))),
      call.providerOptions,
    ]),
  );
  const first: Partial<ModelRequest["call"]> = requests[0]?.call ?? {};
  const { stream: _same, model: _first, connection: _named, promptCache: _hint, ...rest } = first;
  // What is told to the provider's prompt cache shapes no answer, so a change of it loses no entry.
  const shaping = { ...rest, messages: withoutMarks(rest.messages ?? []) };
  const { spec } = call.binding;
  const final = spec.tools?.flatMap((tool) => (tool.final ? [tool.name] : []));
  const mayUseTools = shaping.tools ?? shaping.hostedTools;
  const { tenant, toolChoice, activeTools } = call.options;
  const active = activeTools && [...activeTools].sort();
  const steps = mayUseTools && [limit, final, toolChoice, active];
  const salt = spec.cache?.key;
  return sha256(canonicalJson({ models, tenant, salt, call: shaping, steps, choosing }));
}

/** By provider that does not say it itself: what tells its connection from others. */
const names = new WeakMap<Provider, string>();

async function nameConnection(provider: Provider): Promise<string> {
  try {
    if (provider.connection) return `${provider.kind} ${await provider.connection()}`;
  } catch {
    // Such as no key: whatever is asked of the provider will say so, and another model may answer.
  }
  const name = names.get(provider) ?? randomId();
  names.set(provider, name);
  return name;
}
