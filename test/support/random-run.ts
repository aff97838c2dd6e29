import fc from "fast-check";
import {
  AgentError,
  FatalToolError,
  type AgentErrorCode,
  type FinishReason,
  type ModelStreamPart,
  type Provider,
  type StepChoice,
  type StreamingExecution,
} from "troupe";
import { z } from "zod";
import { settle } from "./collect.js";
import { createTestClock, type TestClock } from "./test-clock.js";
import { double, toolAgent, type MethodTool } from "./tool-callers.js";

/** How a scripted answer ends. */
type AnswerEnding =
  | { readonly kind: "finish"; readonly reason: FinishReason }
  | { readonly kind: "cut" }
  | { readonly kind: "stall" }
  | { readonly kind: "fail"; readonly code: AgentErrorCode };

/** What the model says to one request. */
interface ScriptedAnswer {
  readonly pieces: readonly ("text" | "reasoning" | "refusal" | "usage" | "warning")[];
  /** Tools and the text of their arguments. */
  readonly calls: readonly (readonly [tool: string, text: string])[];
  /** How many parts one batch has. */
  readonly batch: number;
  readonly ending: AnswerEnding;
}

/** Who ends the execution from outside, and when. */
interface OutsideEnd {
  readonly kind: "cancel" | "signal" | "leave" | "wait";
  /** The event at which it happens, from 0. */
  readonly at: number;
}

/** An execution, whole: what the model says, and what the caller does. */
export interface RandomRun {
  readonly answers: readonly ScriptedAnswer[];
  readonly streaming: boolean;
  readonly finalOnly: boolean;
  readonly restart: boolean;
  readonly attempts: number;
  readonly fallback: boolean;
  readonly maxSteps: number;
  readonly failsAtLimit: boolean;
  /** What the agent chooses for one step after the other; the last one ever after. Absent: it chooses nothing. */
  readonly choices: readonly StepChoice[] | undefined;
  readonly activeTools: readonly string[] | undefined;
  readonly highWaterMark: number;
  readonly concurrency: number;
  readonly end: OutsideEnd | undefined;
}

const tools = [
  "double",
  "double",
  "throw",
  "hang",
  "fatal",
  "slow",
  "slow",
  "tell",
  "forever",
  "submit",
  "__proto__",
] as const;
const inputs = [
  "",
  "{}",
  '{"n":1}',
  '{"n":1}',
  '{"n":"1"}',
  "[1]",
  "null",
  '{"n":',
  '{"__proto__":{"n":1}}',
];

const ending: fc.Arbitrary<AnswerEnding> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("finish" as const),
      reason: fc.constantFrom<FinishReason>("stop", "stop", "tool_calls", "length", "other"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("finish" as const),
      reason: fc.constantFrom<FinishReason>("refusal", "content_filter"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "cut" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "stall" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("fail" as const),
      code: fc.constantFrom<AgentErrorCode>("rate_limited", "provider_rejected", "interrupted"),
    }),
  },
);

const answer: fc.Arbitrary<ScriptedAnswer> = fc.record({
  pieces: fc.array(
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom("text", "text", "text", "reasoning", "usage") },
      { weight: 1, arbitrary: fc.constantFrom("refusal", "warning", "warning") },
    ) as fc.Arbitrary<ScriptedAnswer["pieces"][number]>,
    { maxLength: 6 },
  ),
  calls: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.array(fc.tuple(fc.constantFrom(...tools), fc.constantFrom(...inputs)), {
        maxLength: 4,
      }),
    },
  ),
  batch: fc.integer({ min: 1, max: 5 }),
  ending,
});

/** The tools that there are: a model asks for others, too. */
const known = ["double", "throw", "hang", "fatal", "slow", "tell", "forever", "submit"] as const;

const choice: fc.Arbitrary<StepChoice> = fc.record(
  {
    tools: fc.subarray([...known]),
    toolChoice: fc.constantFrom("auto", "none", "required"),
    model: fc.constantFrom("test/model-1", "test/model-3"),
    messages: fc.constant([{ role: "user", content: "Go on." } as const]),
  },
  { requiredKeys: [] },
);

/** Executions of every sort. */
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  answers: fc.array(answer, { minLength: 1, maxLength: 6 }),
  streaming: fc.boolean(),
  finalOnly: fc.boolean(),
  restart: fc.boolean(),
  attempts: fc.integer({ min: 1, max: 3 }),
  fallback: fc.boolean(),
  maxSteps: fc.integer({ min: 1, max: 5 }),
  failsAtLimit: fc.boolean(),
  choices: fc.option(fc.array(choice, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  activeTools: fc.option(fc.subarray([...known]), { nil: undefined, freq: 3 }),
  highWaterMark: fc.constantFrom(1, 4, 65_536),
  concurrency: fc.integer({ min: 1, max: 3 }),
  end: fc.option(
    fc.record({
      kind: fc.constantFrom("cancel", "signal", "leave", "wait" as const),
      at: fc.integer({ min: 0, max: 30 }),
    }),
    { nil: undefined },
  ),
});

/** A tool that ran. */
export interface RanTool {
  readonly tool: string;
  readonly step: number;
  readonly id: string;
}

/** An execution that was begun, and what has to be done for it to end. */
export interface BegunRun {
  readonly execution: StreamingExecution<string>;
  readonly clock: TestClock;
  /** The tools that ran, with the step and the id of the call. */
  readonly ran: readonly RanTool[];
  /** Moves time on until the execution has ended and nothing is left of it. */
  finish(): Promise<void>;
}

/** Begins a random execution; its reader reads all events, and is slow where the bound is low. */
export function beginRun(run: RandomRun): BegunRun {
  const clock = createTestClock();
  const controller = new AbortController();
  const { choices, activeTools } = run;
  const ran: RanTool[] = [];
  const noted = methods(clock).map((tool): MethodTool => ({
    ...tool,
    run(input, context) {
      ran.push({ tool: tool.name, step: context.step, id: context.toolCallId });
      return tool.run.call(this, input, context);
    },
  }));
  const caller = toolAgent(scripted(run.answers), noted, {
    spec: {
      fingerprint: "0123456789abcdef",
      streaming: run.streaming,
      ...(run.finalOnly && { streamedSteps: "final" }),
      ...(run.fallback && { fallback: ["test/model-2"] }),
      maxSteps: run.failsAtLimit ? { max: run.maxSteps, atLimit: "fail" } : run.maxSteps,
      retry: {
        maxAttempts: run.attempts,
        initialDelayMs: 10,
        maxDelayMs: 100,
        ...(run.restart && { restart: true }),
      },
    },
    ...(choices && {
      async beforeStep({ step }) {
        await settle();
        return choices[Math.min(step, choices.length) - 1];
      },
    }),
    config: {
      clock,
      highWaterMark: run.highWaterMark,
      tools: { concurrency: run.concurrency },
    },
  });
  const execution = caller({}, { signal: controller.signal, timeout: "1h", activeTools });
  const { end } = run;
  let seen = 0;
  if (end?.kind === "cancel" || end?.kind === "signal") {
    const stop = { cancel: () => execution.cancel(), signal: () => controller.abort() }[end.kind];
    for (const type of [
      "start",
      "message_start",
      "text_delta",
      "tool_call",
      "tool_progress",
      "tool_result",
      "message_end",
      "retry",
    ] as const) {
      execution.on(type, () => {
        if (seen === end.at) stop();
        seen += 1;
      });
    }
  }
  const left = end?.kind === "leave" ? leaveAt(execution, end.at) : Promise.resolve();
  return {
    execution,
    clock,
    ran,
    async finish() {
      const state = { ended: false };
      void execution.record.then(() => (state.ended = true));
      for (let turn = 0; !state.ended; turn += 1) {
        if (turn > 5_000) throw new Error("it does not end");
        await settle();
        if (turn % 8 === 7) clock.advance(turn < 400 ? 50 : 20_000);
      }
      await left;
      await settle();
    },
  };
}

async function leaveAt(execution: StreamingExecution<string>, at: number): Promise<void> {
  let seen = 0;
  for await (const _event of execution.events()) {
    if (seen === at) return;
    seen += 1;
    await settle();
  }
}

function methods(clock: TestClock): readonly MethodTool[] {
  return [
    double,
    {
      name: "throw",
      run() {
        throw new Error("It is broken.");
      },
    },
    { name: "hang", timeoutMs: 200, run: () => new Promise(() => {}) },
    {
      name: "fatal",
      async run() {
        throw new FatalToolError("It is over.");
      },
    },
    {
      name: "submit",
      final: true,
      input: z.strictObject({ n: z.number() }),
      async run() {
        return { ok: true };
      },
    },
    {
      name: "tell",
      async *run(_input, { emit, signal }) {
        yield { done: 0 };
        await new Promise<void>((resolve) => {
          signal.addEventListener("abort", clock.setTimer(60, resolve));
        });
        emit("half", [1, 2]);
        yield { done: 1 };
      },
    },
    {
      name: "forever",
      timeoutMs: 200,
      *run(_input, { emit }) {
        for (let count = 0; ; count += 1) {
          if (count % 5 === 0) emit("count", count);
          yield count;
        }
      },
    },
    {
      name: "slow",
      run: (_input, { signal }) =>
        new Promise((resolve, reject) => {
          const stopTimer = clock.setTimer(60, () => resolve({ slow: true }));
          signal.addEventListener("abort", () => {
            stopTimer();
            reject(signal.reason);
          });
        }),
    },
  ];
}

/** Says the answers one after the other, and the last one ever after. */
function scripted(answers: readonly ScriptedAnswer[]): Provider {
  let count = 0;
  return {
    kind: "scripted",
    async *stream({ stream, signal }) {
      const number = count;
      count += 1;
      const answer = answers[Math.min(number, answers.length - 1)];
      if (!answer) throw new RangeError("no answers");
      const { ending } = answer;
      const parts = toParts(answer, number);
      if (stream) {
        for (let from = 0; from < parts.length; from += answer.batch) {
          yield parts.slice(from, from + answer.batch);
          await settle();
          signal.throwIfAborted();
        }
      }
      if (ending.kind === "stall") {
        await new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      }
      if (ending.kind === "fail") throw new AgentError(ending.code, "As the script says.");
      if (ending.kind !== "finish") return;
      const finish: ModelStreamPart = { type: "finish", reason: ending.reason };
      yield stream ? [finish] : [...parts, finish];
    },
  };
}

function toParts({ pieces, calls }: ScriptedAnswer, number: number): ModelStreamPart[] {
  return [
    ...pieces.map((piece, index): ModelStreamPart => {
      if (piece === "usage") {
        return { type: "usage", usage: { inputTokens: number, outputTokens: index } };
      }
      if (piece === "warning") {
        return { type: "warning", code: "unknown_finish_reason", message: `Warning ${index}.` };
      }
      return { type: `${piece}_delta`, text: `${piece} ${number}.${index}. ` };
    }),
    // Ids repeat from step to step, as those of some servers do.
    ...calls.flatMap(([name, text], index): ModelStreamPart[] => [
      { type: "tool_call_start", id: `c${index}`, name },
      ...Array.from(text, (character): ModelStreamPart => ({
        type: "tool_call_delta",
        id: `c${index}`,
        text: character,
      })),
    ]),
  ];
}
