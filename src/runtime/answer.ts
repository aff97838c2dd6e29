import type { AgentError } from "../errors.js";
import { createDeferred, type Deferred } from "../internal/deferred.js";
import type { CachedAnswer, CacheStore } from "../store/cache.js";
import { callModel, endMessage } from "./call-model.js";
import type { ExecutionState } from "./execution-state.js";
import { toCacheKey, type ModelRequest } from "./model-request.js";
import { validateOutput } from "./validate.js";

/** What a flight ended in: an answer, an error for all who wait, or neither: the next one leads. */
type Landing = CachedAnswer | AgentError | undefined;

/** Requests under way, by cache and key: identical calls that come meanwhile wait for the first. */
const flightsOf = new WeakMap<CacheStore, Map<string, Deferred<Landing>>>();

/** The validated output: from the cache where the agent has one and does not stream, else from the model. */
export async function answer(
  state: ExecutionState,
  requests: readonly ModelRequest[],
): Promise<unknown> {
  const cached = state.cacheStatus === "miss";
  return cached ? answerThroughCache(state, requests) : answerFromModel(state, requests);
}

async function answerFromModel(
  state: ExecutionState,
  requests: readonly ModelRequest[],
): Promise<unknown> {
  await callModel(state, requests);
  return validateOutput(state.call.binding, state.log.text());
}

async function answerThroughCache(
  state: ExecutionState,
  requests: readonly ModelRequest[],
): Promise<unknown> {
  const { cache: store } = state.config;
  const key = await toCacheKey(requests, state.call.binding.spec.cache?.key);
  const flights = flightsOf.get(store) ?? new Map<string, Deferred<Landing>>();
  flightsOf.set(store, flights);
  for (;;) {
    const kept = await readCache(state, store, key);
    state.signal.throwIfAborted();
    if (kept) return replay(state, kept);
    const flight = flights.get(key);
    if (!flight) return lead(state, requests, store, key, flights);
    const landing = await flight.promise;
    state.signal.throwIfAborted();
    if (landing instanceof Error) throw landing;
    if (landing) return replay(state, landing);
  }
}

/** Asks the model for all who wait, and keeps what it said when it is a valid answer. */
async function lead(
  state: ExecutionState,
  requests: readonly ModelRequest[],
  store: CacheStore,
  key: string,
  flights: Map<string, Deferred<Landing>>,
): Promise<unknown> {
  const flight = createDeferred<Landing>();
  flights.set(key, flight);
  const land = (landing: Landing): void => {
    if (flights.get(key) === flight) flights.delete(key);
    flight.resolve(landing);
  };
  // However this execution ends, nobody waits for it any longer.
  state.onEnd(() => land(forAll(state.error)));
  const output = await answerFromModel(state, requests);
  state.signal.throwIfAborted();
  const kept: CachedAnswer = {
    text: state.log.text(),
    finishReason: state.finishReason ?? "stop",
  };
  // Only then may the flight go: who comes later finds the answer in one place or the other.
  void writeCache(state, store, key, kept).then(() => land(kept));
  flight.resolve(kept);
  return output;
}

/** The leader's failure is everybody's, unless it was its own caller's doing or its own limit. */
function forAll(error: AgentError | undefined): AgentError | undefined {
  const own = ["cancelled", "disconnected", "timeout"];
  return error && !own.includes(error.code) ? error : undefined;
}

/** Tells a kept answer as the model would have, and validates it again: a schema may make new objects. */
function replay(state: ExecutionState, kept: CachedAnswer): unknown {
  const output = validateOutput(state.call.binding, kept.text);
  const position = { step: 1, attempt: 1 };
  state.cacheStatus = "hit";
  state.log.beginAttempt(position);
  state.emit({ type: "message_start", ...position, model: state.call.model });
  state.emitText(kept.text, state.config.clock.now());
  endMessage(state, state.call.model, position, { reason: kept.finishReason, refusal: "" });
  return output;
}

/** A cache that fails is as good as an empty one; its failure is reported. */
async function readCache(
  state: ExecutionState,
  store: CacheStore,
  key: string,
): Promise<CachedAnswer | undefined> {
  try {
    return await store.get(key);
  } catch (error) {
    state.report(error);
    return undefined;
  }
}

async function writeCache(
  state: ExecutionState,
  store: CacheStore,
  key: string,
  kept: CachedAnswer,
): Promise<void> {
  try {
    await store.set(key, kept, state.call.binding.spec.cache?.ttlMs ?? 0);
  } catch (error) {
    state.report(error);
  }
}
