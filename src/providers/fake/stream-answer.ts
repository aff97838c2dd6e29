import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelCall, ModelStreamPart } from "../../model/provider.js";
import { untilAborted } from "../call/until-aborted.js";
import {
  toFaultError,
  type FakeFault,
  type FakeHostedCall,
  type FakeReply,
  type FakeSource,
  type FakeToolCall,
} from "./fake-answer.js";
import { estimateUsage } from "./estimate-usage.js";
import type { Pace } from "./options.js";
import { pause } from "./pause.js";
import type { Random } from "./sample/random.js";
import { splitText } from "./split-text.js";

/** A reply whose text is known. */
export interface Answer extends FakeReply {
  readonly chunks: readonly string[];
  /** The number of the request, from 1, from which ids are made. */
  readonly number: number;
}

type Batch = readonly ModelStreamPart[];

/** Streams an answer at a pace: one delta per batch, or without streaming everything in one batch. */
export async function* streamAnswer(
  call: ModelCall,
  answer: Answer,
  pace: Pace,
  random: Random,
): AsyncGenerator<Batch> {
  const { fault } = answer;
  const fails = fault?.kind === "error" && fault.afterChunks === undefined;
  if (fails) throw toFaultError(fault.error);
  const start: ModelStreamPart = {
    type: "response_start",
    requestId: `fake_${answer.number}`,
    model: call.model,
  };
  const batches = toBatches(answer, pace.chunkLength);
  const waits = batches.map((_, index) => wait(index === 0 ? pace.firstTokenMs : pace.chunkMs));

  if (call.stream) {
    yield [start];
    for (const [index, batch] of batches.entries()) {
      await pause(waits[index] ?? 0, call.signal);
      yield batch;
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
  yield call.stream ? end : [start, ...batches.flat(), ...end];

  function wait(ms: number): number {
    return ms === 0 ? 0 : ms * (1 + pace.jitter * (2 * random.next() - 1));
  }
}

/** The content of the answer up to its fault, with one delta per batch. */
function toBatches(answer: Answer, chunkLength: number): Batch[] {
  const { reasoning = "", refusal = "", toolCalls = [], fault } = answer;
  const thoughts = splitText(reasoning, chunkLength).map((text): Batch => [
    { type: "reasoning_delta", text },
  ]);
  const texts = answer.chunks.flatMap((text): Batch[] =>
    text === "" ? [] : [[{ type: "text_delta", text }]],
  );
  const hosted = (answer.hostedCalls ?? []).flatMap((call, index) =>
    toHostedBatches(call, `hosted_${answer.number}_${index + 1}`),
  );
  const refusals = splitText(refusal, chunkLength).map((text): Batch => [
    { type: "refusal_delta", text },
  ]);
  const calls = toolCalls.flatMap((call, index) =>
    toCallBatches(call, `call_${answer.number}_${index + 1}`, chunkLength),
  );
  const sources = answer.sources?.map(toSource) ?? [];
  const chunks = [...texts, ...calls];
  const count = fault === undefined ? chunks.length : (fault.afterChunks ?? 0);
  const isStruckInText = fault !== undefined && count <= texts.length;
  return [
    ...thoughts,
    ...hosted,
    ...texts.slice(0, count),
    ...(isStruckInText || sources.length === 0 ? [] : [sources]),
    ...(isStruckInText ? [] : refusals),
    ...calls.slice(0, Math.max(0, count - texts.length)),
  ];
}

/** One tool that the provider runs: it begins in one batch, and has ended in the next. */
function toHostedBatches(call: FakeHostedCall, defaultId: string): Batch[] {
  const { name, input, output, failed = false, id = defaultId } = call;
  return [
    [{ type: "hosted_call", id, name, ...(input !== undefined && { input }) }],
    [
      {
        type: "hosted_result",
        id,
        name,
        ...(output !== undefined && { output }),
        ...(failed && { failed }),
      },
    ],
  ];
}

function toSource({ start, end, ...source }: FakeSource): ModelStreamPart {
  const isPlaced = start !== undefined && end !== undefined;
  return { type: "source", ...source, ...(isPlaced && { place: { start, end } }) };
}

/**
 * The batches of one tool call, which begins with the first chunk of its arguments, and ends with the last.
 */
function toCallBatches(
  { name, input, id }: FakeToolCall,
  defaultId: string,
  chunkLength: number,
): Batch[] {
  const callId = id ?? defaultId;
  const start: ModelStreamPart = { type: "tool_call_start", id: callId, name };
  const end: ModelStreamPart = { type: "tool_call_end", id: callId };
  const chunks = splitText(toArguments(input), chunkLength);
  if (chunks.length === 0) return [[start, end]];
  return chunks.map((text, index) => [
    ...(index === 0 ? [start] : []),
    { type: "tool_call_delta", id: callId, text },
    ...(index === chunks.length - 1 ? [end] : []),
  ]);
}

function toArguments(input: FakeToolCall["input"]): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

function toEnd(call: ModelCall, answer: Answer): Batch {
  const { chunks, reasoning = "", refusal = "", toolCalls = [] } = answer;
  const asked = toolCalls.map(({ name, input }) => name + toArguments(input)).join("");
  const said = { text: chunks.join(""), reasoning, refusal, toolCalls: asked };
  return [
    { type: "usage", usage: answer.usage ?? estimateUsage(call, said) },
    { type: "finish", reason: answer.finishReason ?? toFinishReason(answer) },
  ];
}

function toFinishReason({ refusal = "", toolCalls = [] }: Answer): FinishReason {
  if (refusal !== "") return "refusal";
  return toolCalls.length > 0 ? "tool_calls" : "stop";
}

/** Causes the fault: throws, never returns, or returns for an answer that simply ends. */
async function strike(fault: FakeFault, signal: AbortSignal): Promise<void> {
  if (fault.kind === "error") throw toFaultError(fault.error);
  if (fault.kind === "stall") await untilAborted(new Promise<never>(() => {}), signal);
}
