import type { ModelCall, ModelStreamPart, Provider } from "../../model/provider.js";
import { untilAborted } from "../until-aborted.js";
import type { FakeReply } from "./answer.js";
import { readPace, type FakeOptions, type Pace } from "./options.js";
import { pause } from "./pause.js";
import { createRandom, type Random } from "./random.js";
import { readScript } from "./script.js";
import { splitText } from "./split-text.js";
import { streamAnswer, type Answer } from "./stream-answer.js";

export type { FakeAnswer, FakeFault, FakeReply } from "./answer.js";
export type { FakeOptions, FakeScript } from "./options.js";

/** A fake provider stays bounded in a process that runs for long. */
const rememberedCalls = 1_000;

/** A provider without a model, which remembers what it was asked. */
export interface FakeProvider extends Provider {
  readonly kind: "fake";
  /** The calls so far, oldest first; of more than 1,000 the newest. */
  readonly calls: readonly ModelCall[];
}

/**
 * A provider that needs no model, key or network: for tests, for `agents run --fake`, for a first
 * look. It says what its script says, or makes up text: JSON that satisfies the schema where one is
 * asked for, else prose. What it makes up depends on nothing but the seed and the call's model,
 * messages and schema.
 *
 * It behaves as a real one does: one delta a batch while streaming and everything in one batch
 * otherwise, a failure without streaming delivers nothing, an aborted call rejects with the reason of
 * its signal. It does not apply `temperature` and `maxTokens`; script `finishReason: "length"` for an
 * answer that is cut off. Fails with `config_invalid` for a bad option, at once, and for a schema
 * that it cannot satisfy.
 *
 * @example
 * const provider = fake({ script: ["First answer.", { fault: { kind: "cut", afterChunks: 3 } }] });
 */
export function fake(options: FakeOptions = {}): FakeProvider {
  const pace = readPace(options);
  const calls: ModelCall[] = [];
  let count = 0;
  return {
    kind: "fake",
    calls,
    stream(call) {
      calls.push(call);
      if (calls.length > rememberedCalls) calls.shift();
      count += 1;
      return answerCall(call, count, options, pace);
    },
  };
}

async function* answerCall(
  call: ModelCall,
  number: number,
  options: FakeOptions,
  pace: Pace,
): AsyncGenerator<readonly ModelStreamPart[]> {
  const { model, messages, output } = call;
  const random = createRandom(JSON.stringify([options.seed ?? 0, model, messages, output]));
  await pause(0, call.signal);
  const script = readScript(options.script, call, number - 1);
  const reply = (await untilAborted(script, call.signal)) ?? {};
  const text = await toChunks(reply, call, pace, random);
  const answer: Answer = { ...reply, chunks: text, requestId: `fake_${number}` };
  yield* streamAnswer(call, answer, pace, random);
}

async function toChunks(
  reply: FakeReply,
  call: ModelCall,
  pace: Pace,
  random: Random,
): Promise<readonly string[]> {
  if (reply.chunks !== undefined) return reply.chunks;
  if (reply.text !== undefined) return splitText(reply.text, pace.chunkLength);
  if (reply.refusal !== undefined) return [];
  // Loaded when it is needed: what applications import with their config stays small.
  const { makeUpText } = await import("./make-up-text.js");
  return splitText(makeUpText(call, random), pace.chunkLength);
}
