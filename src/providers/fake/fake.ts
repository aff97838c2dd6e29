import { assertOptions } from "../../errors/assert-options.js";
import { randomId } from "../../internal/random-id.js";
import type { ModelCall, ModelStreamPart, Provider } from "../../model/provider.js";
import { untilAborted } from "../call/until-aborted.js";
import type { FakeReply } from "./fake-answer.js";
import { fakeOptionsRule, readPace, type FakeOptions, type Pace } from "./options.js";
import { pause } from "./pause.js";
import { createRandom, type Random } from "./sample/random.js";
import { readScript } from "./script.js";
import { splitText } from "./split-text.js";
import { streamAnswer } from "./stream-answer.js";

export type {
  FakeAnswer,
  FakeFault,
  FakeHostedCall,
  FakeReply,
  FakeSource,
  FakeToolCall,
} from "./fake-answer.js";
export type { FakeOptions, FakeScript } from "./options.js";

/** Limits the memory of a fake provider in a long-running process. */
const rememberedCalls = 1_000;

/** A provider without a model, which remembers its calls. */
export interface FakeProvider extends Provider {
  readonly kind: "fake";
  /** The calls so far, oldest first; only the newest 1,000. */
  readonly calls: readonly ModelCall[];
}

/**
 * Creates a provider that needs no model, key or network: for tests, for `agents run --fake`, for a
 * first try. It answers as its script says, or makes up an answer. If the call has tools, it first
 * calls the first two of them, with arguments that satisfy their schemas; then it answers with JSON
 * that satisfies the schema, or with prose if there is no schema. A made-up answer depends only on the
 * seed and on the call's model, messages, schema and tools.
 *
 * It behaves like a real provider: one delta per batch while streaming and everything in one batch
 * otherwise, a failure without streaming delivers nothing, an aborted call rejects with the reason of
 * its signal. It ignores `temperature` and `maxTokens`; script `finishReason: "length"` for an answer
 * that is cut off. Throws `config_invalid` for an invalid option; a call fails with it for a schema
 * that cannot be satisfied.
 *
 * @example
 * const provider = fake({ script: ["First answer.", { fault: { kind: "cut", afterChunks: 3 } }] });
 *
 * @example
 * // One execution of two steps: each is a call of its own, and takes the next answer.
 * fake({ script: [{ toolCalls: [{ name: "weather", input: { city: "Oslo" } }] }, "It rains in Oslo."] });
 */
export function fake(options: FakeOptions = {}): FakeProvider {
  assertOptions("fake()", options, fakeOptionsRule);
  const pace = readPace(options);
  const calls: ModelCall[] = [];
  // A script may answer anything; without one, answers depend only on the seed and the call. Made on
  // demand, because a Worker that is being loaded has no random numbers.
  let connection = options.script === undefined ? String(options.seed ?? 0) : undefined;
  let count = 0;
  return {
    kind: "fake",
    calls,
    takesConnection: true,
    hostedToolFault: () => undefined,
    connection: () => Promise.resolve((connection ??= randomId())),
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
  const { model, messages, output, tools = [] } = call;
  const asked = [options.seed ?? 0, model, messages, output, ...tools];
  const random = createRandom(JSON.stringify(asked));
  await pause(0, call.signal);
  const script = readScript(options.script, call, number - 1);
  const reply = await fillIn(await untilAborted(script, call.signal), call, random);
  const chunks = reply.chunks ?? splitText(reply.text ?? "", pace.chunkLength);
  yield* streamAnswer(call, { ...reply, chunks, number }, pace, random);
}

/** Makes up the text of an empty reply. */
async function fillIn(
  scripted: FakeReply | undefined,
  call: ModelCall,
  random: Random,
): Promise<FakeReply> {
  const said = scripted?.text ?? scripted?.chunks ?? scripted?.refusal ?? scripted?.toolCalls;
  const isSilent = said === undefined && scripted?.finishReason !== "pause";
  if (scripted !== undefined && !isSilent) return scripted;
  // Loaded on demand, so that importing a config stays small.
  const { makeUpReply, makeUpText } = await import("./make-up-reply.js");
  if (scripted === undefined) return makeUpReply(call, random);
  return { ...scripted, text: makeUpText(call, random) };
}
