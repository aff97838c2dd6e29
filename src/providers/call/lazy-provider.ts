import { AgentError } from "../../errors.js";
import { createDeferred } from "../../internal/deferred.js";
import type { ModelCall, ModelStreamPart, Provider } from "../../model/provider.js";

type Batch = readonly ModelStreamPart[];

const done = { done: true, value: undefined } as const;

/**
 * A provider whose code, its SDK above all, is loaded with its first request: an application that
 * declares agents of three providers starts as fast as one that calls none. A load that failed is
 * tried again with the next request.
 */
export function lazyProvider(kind: string, loadProvider: () => Promise<Provider>): Provider {
  let loading: Promise<Provider> | undefined;
  let loaded: Provider | undefined;
  const load = async (): Promise<Provider> => {
    loading ??= loadProvider();
    try {
      loaded = await loading;
    } catch (cause) {
      loading = undefined;
      throw new AgentError(
        "config_invalid",
        `The code of the ${kind} provider could not be loaded; see the cause. Reinstall the package.`,
        { cause },
      );
    }
    return loaded;
  };
  return {
    kind,
    load,
    stream: (call) =>
      loaded?.stream(call) ?? { [Symbol.asyncIterator]: () => new LoadingIterator(load, call) },
  };
}

/** For who streams without having called `load`. Nothing is loaded before the first batch is asked for. */
class LoadingIterator implements AsyncIterator<Batch, void, undefined> {
  readonly #load: () => Promise<Provider>;
  readonly #call: ModelCall;
  readonly #left = createDeferred<undefined>();
  #isLeft = false;
  #opening: Promise<AsyncIterator<Batch>> | undefined;
  #batches: AsyncIterator<Batch> | undefined;

  constructor(load: () => Promise<Provider>, call: ModelCall) {
    this.#load = load;
    this.#call = call;
  }

  async next(): Promise<IteratorResult<Batch, void>> {
    if (this.#isLeft) return done;
    if (this.#batches !== undefined) return this.#batches.next();
    this.#opening ??= this.#open();
    const batches = await Promise.race([this.#opening, this.#left.promise]);
    return batches === undefined || this.#isLeft ? done : batches.next();
  }

  /** Takes effect at once, however long the load takes. */
  async return(): Promise<IteratorResult<Batch, void>> {
    this.#isLeft = true;
    this.#left.resolve(undefined);
    await this.#batches?.return?.();
    return done;
  }

  async #open(): Promise<AsyncIterator<Batch>> {
    const provider = await this.#load();
    this.#batches = provider.stream(this.#call)[Symbol.asyncIterator]();
    return this.#batches;
  }
}
