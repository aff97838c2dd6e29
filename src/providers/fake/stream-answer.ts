import type { ModelCall, ModelStreamPart } from "../../model/provider.js";
import { untilAborted } from "../until-aborted.js";
import { toFaultError, type FakeFault, type FakeReply } from "./answer.js";
import { estimateUsage } from "./estimate-usage.js";
import type { Pace } from "./options.js";
import { pause } from "./pause.js";
import type { Random } from "./random.js";
import { splitText } from "./split-text.js";

/** A reply whose text is known. */
export interface Answer extends FakeReply {
  readonly chunks: readonly string[];
  readonly requestId: string;
}

/** Says an answer at a pace: one delta a batch, or without streaming everything in one batch. */
export async function* streamAnswer(
  call: ModelCall,
  answer: Answer,
  pace: Pace,
  random: Random,
): AsyncGenerator<readonly ModelStreamPart[]> {
  const { fault } = answer;
  const fails = fault?.kind === "error" && fault.afterChunks === undefined;
  if (fails) throw toFaultError(fault.error);
  const start: ModelStreamPart = {
    type: "response_start",
    requestId: answer.requestId,
    model: call.model,
  };
  const deltas = toDeltas(answer, pace.chunkLength);
  const waits = deltas.map((_, index) => wait(index === 0 ? pace.firstTokenMs : pace.chunkMs));

  if (call.stream) {
    yield [start];
    for (const [index, delta] of deltas.entries()) {
      await pause(waits[index] ?? 0, call.signal);
      yield [delta];
    }
    await pause(0, call.signal);
  } else {
    await pause(
      waits.reduce((total, ms) => total + ms, 0),
      call.signal,
    );
  }
  if (fault !== undefined) {
    await strike(fault, call.signal);
    return;
  }
  const end = toEnd(call, answer);
  yield call.stream ? end : [start, ...deltas, ...end];

  function wait(ms: number): number {
    return ms === 0 ? 0 : ms * (1 + pace.jitter * (2 * random.next() - 1));
  }
}

/** What the answer says, up to its fault. */
function toDeltas(answer: Answer, chunkLength: number): ModelStreamPart[] {
  const { reasoning = "", refusal = "", fault } = answer;
  const texts = answer.chunks.filter((chunk) => chunk !== "");
  const said = fault === undefined ? texts : texts.slice(0, fault.afterChunks);
  const refusals =
    fault === undefined || texts.length < (fault.afterChunks ?? 0)
      ? splitText(refusal, chunkLength)
      : [];
  return [
    ...splitText(reasoning, chunkLength).map(
      (text) => ({ type: "reasoning_delta", text }) as const,
    ),
    ...said.map((text) => ({ type: "text_delta", text }) as const),
    ...refusals.map((text) => ({ type: "refusal_delta", text }) as const),
  ];
}

function toEnd(call: ModelCall, answer: Answer): readonly ModelStreamPart[] {
  const { chunks, reasoning = "", refusal = "" } = answer;
  const usage = answer.usage ?? estimateUsage(call, { text: chunks.join(""), reasoning, refusal });
  const reason = answer.finishReason ?? (refusal === "" ? "stop" : "refusal");
  return [
    { type: "usage", usage },
    { type: "finish", reason },
  ];
}

/** Lets the fault happen: throws, never returns, or returns for an answer that just ends. */
async function strike(fault: FakeFault, signal: AbortSignal): Promise<void> {
  if (fault.kind === "error") throw toFaultError(fault.error);
  if (fault.kind === "stall") await untilAborted(new Promise<never>(() => {}), signal);
}
