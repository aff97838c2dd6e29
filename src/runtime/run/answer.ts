import type { AgentError } from "../../errors.js";
import { randomId } from "../../internal/random-id.js";
import { createDeferred, type Deferred } from "../../internal/deferred.js";
import type { CachedAnswer, CacheStore } from "../../cache/cache.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { BoundTool } from "../tools/bind-tools.js";
import { endMessage } from "../request/call-model.js";
import { isEnforced } from "../request/is-enforced.js";
import { isSaid } from "../request/judge-answer.js";
import { cacheStatusOf } from "../call/call.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { toCacheKey } from "../request/cache-key.js";
import type { ModelRequest } from "../request/model-request.js";
import type { BeforeStep } from "./before-step.js";
import { readMaxSteps } from "../call/read-max-steps.js";
import { runSteps } from "./run-steps.js";
import { validateOutput, type ValidOutput } from "../validate/validate.js";

/** An error that is everybody's who waits, with the text that the leader had. */
interface SharedFailure {
  readonly error: AgentError;
  readonly text: string;
}

/** What a flight ended in: an answer, a failure for all who wait, or neither: the next one leads. */
type Landing = CachedAnswer | SharedFailure | undefined;

/** How long a flight whose answer is known waits for the cache to take it. */
const storeWaitMs = 5_000;

/**
 * Requests under way, by cache and key: identical calls that come meanwhile wait for the first. Those of calls that
 * bring a schema are by that schema: the key does not cover refinements, so another schema may refuse the answer.
 */
const flightsOf = new WeakMap<CacheStore | ZodSchema, Map<string, Deferred<Landing>>>();

/** What is asked, and with what at hand. */
interface Question {
  readonly requests: readonly ModelRequest[];
  readonly tools: ReadonlyMap<string, BoundTool>;
  /** Absent: the agent chooses nothing. */
  readonly before: BeforeStep | undefined;
}

/**
 * The validated output: from the cache where the agent has one and does not stream, else from the model.
 * It is made of the last message alone: what the model says before it asks for tools is no part of it.
 *
 * A cache keeps that last text, and no steps: a hit runs no tool again, and what a final tool ended is not
 * kept. So `@cache` on an agent with tools is for tools that look something up, and not for those that do
 * something.
 */
export async function answer(state: ExecutionState, question: Question): Promise<ValidOutput> {
  const { requests } = question;
  // Of a kept answer it is not known which of the models gave it.
  state.steps.assumeEnforced(requests.every((request) => isEnforced(request, state.config)));
  const cacheStatus = cacheStatusOf(state.call);
  if (cacheStatus === "miss") return answerThroughCache(state, question);
  if (cacheStatus === "bypass_streaming") state.askedCache(cacheStatus);
  return (await answerFromModel(state, question)).valid;
}

async function answerFromModel(
  state: ExecutionState,
  { requests, tools, before }: Question,
): Promise<{ readonly answer: CachedAnswer | undefined; readonly valid: ValidOutput }> {
  const { text, reason, checked, isOfTool } = await runSteps(state, requests, tools, before);
  return {
    // The end of a tool is what it did, and not a text.
    answer: isOfTool ? undefined : { text, finishReason: reason },
    valid: checked ?? (await validate(state, text)),
  };
}

function validate(state: ExecutionState, text: string): Promise<ValidOutput> {
  return validateOutput(state.call, text, state.steps.enforced);
}

async function answerThroughCache(state: ExecutionState, question: Question): Promise<ValidOutput> {
  const { cache: store } = state.config;
  const { spec } = state.call.binding;
  // The code that chooses is named by the fingerprint, and may look at any param.
  const choosing = question.before && [spec.fingerprint ?? null, state.params ?? randomId()];
  const limit = readMaxSteps(state.call);
  const key = await toCacheKey(question.requests, state.call, { limit, choosing });
  const owner = state.call.options.schema ?? store;
  const flights = flightsOf.get(owner) ?? new Map<string, Deferred<Landing>>();
  flightsOf.set(owner, flights);
  for (;;) {
    const kept = await readCache(state, store, key);
    state.throwIfEnded();
    // The key does not cover refinements, so a kept answer may fail validation now: it counts as a miss.
    const valid = kept && (await validate(state, kept.text).catch(() => undefined));
    state.throwIfEnded();
    if (valid) return replay(state, kept, valid);
    const flight = flights.get(key);
    if (!flight) return lead(state, question, store, key, flights);
    const landing = await flight.promise;
    state.throwIfEnded();
    if (!landing) continue;
    if ("error" in landing) return replayFailure(state, landing);
    const shared = await validate(state, landing.text);
    state.throwIfEnded();
    return replay(state, landing, shared);
  }
}

/** Asks the model for all who wait, and keeps what it said when it is a valid answer. */
async function lead(
  state: ExecutionState,
  question: Question,
  store: CacheStore,
  key: string,
  flights: Map<string, Deferred<Landing>>,
): Promise<ValidOutput> {
  const flight = createDeferred<Landing>();
  flights.set(key, flight);
  const land = (landing: Landing): void => {
    if (flights.get(key) === flight) flights.delete(key);
    flight.resolve(landing);
  };
  state.onEnd(() => {
    if (state.error) land(forAll(state.error));
  });
  state.askedCache("miss");
  const { answer: kept, valid } = await answerFromModel(state, question);
  state.throwIfEnded();
  if (!kept || !mayKeep(kept)) {
    land(kept);
    return valid;
  }
  flight.resolve(kept);
  // Only when the cache has it may the flight go: who comes meanwhile finds the answer in one place or
  // the other. A cache that never answers is not waited for longer than a moment.
  const stopWaiting = state.config.clock.setTimer(storeWaitMs, () => land(kept));
  void writeCache(state, store, key, kept).then(() => {
    stopWaiting();
    land(kept);
  });
  return valid;
}

/** The leader's failure is everybody's, unless it was its own caller's doing or its own limit. */
function forAll(error: AgentError): SharedFailure | undefined {
  const own = ["cancelled", "disconnected", "timeout", "output_limit", "paused"];
  return own.includes(error.code) ? undefined : { error, text: error.partialText };
}

const position = { step: 1, attempt: 1 } as const;

/** Tells a kept answer as the model would have. */
function replay(state: ExecutionState, kept: CachedAnswer, valid: ValidOutput): ValidOutput {
  state.askedCache("hit");
  replayText(state, kept.text);
  const parts = kept.text === "" ? [] : [{ type: "text", text: kept.text } as const];
  endMessage(state, state.call.model, position, { reason: kept.finishReason, refusal: "", parts });
  if (parts.length > 0) state.turn.add({ role: "assistant", content: parts });
  return valid;
}

function replayFailure(state: ExecutionState, { error, text }: SharedFailure): never {
  state.askedCache("miss");
  replayText(state, text);
  throw error;
}

function replayText(state: ExecutionState, text: string): void {
  state.log.beginAttempt(position);
  state.steps.beginMessage(position.step, state.call.model);
  state.budget.assertFits(text);
  if (text !== "") state.steps.takeText(text, state.config.clock.now());
}

/** A cache that fails, or gives what is no answer, is as good as an empty one; that is reported. */
async function readCache(
  state: ExecutionState,
  store: CacheStore,
  key: string,
): Promise<CachedAnswer | undefined> {
  try {
    const kept: unknown = await store.get(key);
    // Stores outside of the process have their own word for nothing.
    if (kept === undefined || kept === null) return undefined;
    if (isCachedAnswer(kept)) return mayKeep(kept) ? kept : undefined;
    throw new TypeError("The cache returned something other than { text, finishReason }.");
  } catch (error) {
    state.report(error);
    return undefined;
  }
}

/** Whether an answer is whole. What the model's limit or a filter cut short would be cut short ever after. */
function mayKeep({ text, finishReason }: CachedAnswer): boolean {
  return finishReason === "stop" && isSaid(text);
}

/** What another version, or somebody else, put there must not become an output. */
function isCachedAnswer(value: unknown): value is CachedAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { text, finishReason } = value as Readonly<Record<string, unknown>>;
  return typeof text === "string" && typeof finishReason === "string";
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
