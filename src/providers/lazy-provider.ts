import type { ModelCall, ModelStreamPart, Provider } from "../model/provider.js";

type Batches = AsyncIterable<readonly ModelStreamPart[]>;

/**
 * A provider whose code, its SDK above all, is loaded with its first request: an application that
 * declares agents of three providers starts as fast as one that calls none.
 */
export function lazyProvider(kind: string, loadProvider: () => Promise<Provider>): Provider {
  let loading: Promise<Provider> | undefined;
  let loaded: Provider | undefined;
  const load = async (): Promise<Provider> => {
    loading ??= loadProvider();
    loaded = await loading;
    return loaded;
  };
  return {
    kind,
    load,
    stream: (call) => loaded?.stream(call) ?? streamWhenLoaded(load, call),
  };
}

/** For who streams without having called `load`. */
function streamWhenLoaded(load: () => Promise<Provider>, call: ModelCall): Batches {
  return {
    [Symbol.asyncIterator]() {
      let left = false;
      const opening = load().then((provider) => provider.stream(call)[Symbol.asyncIterator]());
      return {
        async next() {
          const batches = await opening;
          return left ? { value: undefined, done: true } : batches.next();
        },
        async return() {
          left = true;
          const batches = await opening;
          return (await batches.return?.()) ?? { value: undefined, done: true };
        },
      };
    },
  };
}
