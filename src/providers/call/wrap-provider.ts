import { AgentError } from "../../errors.js";
import { assertOptions } from "../../errors/assert-options.js";
import { callback, someText } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import type { ModelCall, ModelStreamPart, Provider } from "../../model/provider.js";
import { openStream } from "./open-stream.js";
import { untilAborted } from "./until-aborted.js";
import { isObject } from "../../internal/is-object.js";

/** Takes what one read of the network brought; gives what the runtime is to have in its place. */
export type TakeParts = (parts: readonly ModelStreamPart[]) => readonly ModelStreamPart[];

/** What {@link wrapProvider} does between the runtime and a provider. */
export interface ProviderWrapper {
  /** Gives the request to send in place of the one that the runtime makes. Default: the same. */
  readonly request?: ((call: ModelCall) => ModelCall | Promise<ModelCall>) | undefined;
  /**
   * Called for each request that is sent; gives what is called with its parts, a batch at a time. It may hold
   * text back for a later batch, up to the one with `finish`. Default: parts are passed on as they are.
   */
  readonly parts?: ((call: ModelCall) => TakeParts) | undefined;
  /**
   * Names what the wrapper does to answers, for the key of a cache that several processes share: change it when
   * that changes. Default: every wrapper has answers of its own, in this process alone.
   */
  readonly name?: string | undefined;
}

const wrapperRule = shape<ProviderWrapper>({ request: callback, parts: callback, name: someText });

/**
 * Puts code of your own between the runtime and a provider: to take something out of prompts and answers, to
 * rewrite a prompt, to choose another model, to write down what is sent. Retries, limits and validation stay
 * the runtime's, and see what the wrapper gives. What it throws fails the attempt.
 *
 * Throws `config_invalid` for what is not a provider, and for a wrong option.
 *
 * @example
 * const lowered = wrapProvider(openai(), { request: (call) => ({ ...call, temperature: 0 }) });
 */
export function wrapProvider(provider: Provider, wrapper: ProviderWrapper): Provider {
  if (!isObject(provider) || typeof provider.stream !== "function") {
    throw new AgentError(
      "config_invalid",
      "wrapProvider() was not given a provider. Give what openai(), anthropic(), aiSdk(), fake() or a function of your own returns.",
    );
  }
  assertOptions("wrapProvider()", wrapper, wrapperRule);
  const { request, parts, name } = wrapper;
  const toSent = async (call: ModelCall): Promise<ModelCall> => {
    if (!request) return call;
    const asked: unknown = await request(call);
    if (!isObject(asked) || !Array.isArray(asked["messages"])) throw notARequest();
    // One that is made anew must not lose whose it is: it would be sent with the config's key.
    return { ...keptConnection(call), ...(asked as unknown as ModelCall), ...ofRuntime(call) };
  };
  const { kind, takesConnection, load, enforcesSchemas, hostedToolFault, connection, render } =
    provider;
  return {
    kind,
    ...(takesConnection !== undefined && { takesConnection }),
    ...(load && { load: () => load.call(provider) }),
    ...(enforcesSchemas && { enforcesSchemas: (model) => enforcesSchemas.call(provider, model) }),
    ...(hostedToolFault && {
      hostedToolFault: (tool, model) => hostedToolFault.call(provider, tool, model),
    }),
    ...(connection &&
      name !== undefined && {
        connection: async () => JSON.stringify([await connection.call(provider), name]),
      }),
    ...(render && { render: async (call) => render.call(provider, await toSent(call)) }),
    stream: (given) =>
      openStream(given.signal, async function* ({ signal, release }) {
        try {
          const call = await untilAborted(toSent({ ...given, signal }), signal);
          const take = parts?.(call);
          for await (const batch of provider.stream(call)) {
            // An empty one says that the provider is alive.
            yield take && batch.length > 0 ? take(batch) : batch;
          }
        } finally {
          release();
        }
      }),
  };
}

function notARequest(): AgentError {
  return new AgentError(
    "config_invalid",
    "The request function of wrapProvider() did not return a request. Return the call that it was given, or a changed copy: { ...call, messages }.",
  );
}

function keptConnection({ connection }: ModelCall): Pick<ModelCall, "connection"> {
  return connection ? { connection } : {};
}

/** What of a call is between the runtime and the provider, and no part of what is asked. */
function ofRuntime(call: ModelCall): Pick<ModelCall, "signal" | "stream"> & Partial<ModelCall> {
  const { signal, stream, onSettled, hideSecrets, providerMessages } = call;
  return {
    signal,
    stream,
    ...(onSettled && { onSettled }),
    ...(hideSecrets && { hideSecrets }),
    ...(providerMessages !== undefined && { providerMessages }),
  };
}
