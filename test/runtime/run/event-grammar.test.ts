import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AgentError, isAgentError, type ExecutionEvent, type ExecutionRecord } from "troupe";
import { EventLog } from "../../../src/reading/event-log.js";
import { foldRecord } from "../../../src/reading/fold-record.js";
import { collect } from "../../support/collect.js";
import { assertGrammar, tellRecord, tellToolCalls } from "../../support/event-grammar.js";
import { beginRun, randomRun, type RandomRun, type RanTool } from "../../support/random-run.js";
import { refuseUnhandledRejections } from "../../support/refuse-unhandled-rejections.js";

refuseUnhandledRejections();

// For longer, and from another beginning: RUNS=20000 SEED=7 npx vitest run test/runtime/run/event-grammar
describe("whatever the model, its tools and the caller do", () => {
  const runs = {
    numRuns: Number(process.env["RUNS"] ?? 300),
    seed: Number(process.env["SEED"] ?? 1),
  };

  test("the events keep to the grammar, and the record says what they say", async () => {
    await fc.assert(
      fc.asyncProperty(randomRun, async (run) => {
        const { execution, clock, ran, finish } = beginRun(run);
        await finish();
        const { values } = await collect(execution.events());
        assertGrammar(values);
        const record = await execution.record;
        expect(record).toMatchObject(tellRecord(values));
        expectToolCalls(record, values);
        expectAttempts(record, values);
        expectRan(ran, run, values);
        await expectEnding(execution.output, record, values);
        expect(foldRecord(logOf(sent(values)))).toEqual(record);
        expect(clock.pending).toBe(0);
      }),
      runs,
    );
  });

  test("every reader is given the same, whenever it begins", async () => {
    await fc.assert(
      fc.asyncProperty(randomRun, async (run) => {
        const { execution, finish } = beginRun({ ...run, streaming: true, end: withReaders(run) });
        const early = [collect(execution), collect(execution.sentences())] as const;
        const [events, deltas] = [collect(execution.events()), collect(execution.deltas())];
        await finish();
        const { text } = await execution.record;
        const wasReset = (await events).values.some(({ type }) => type === "reset");
        for (const reading of early) {
          const { values, error } = await reading;
          if (!wasReset) expect(values.join("")).toBe(text);
          expect(error === undefined || isAgentError(error)).toBe(true);
        }
        for (const late of [execution, execution.sentences()]) {
          expect((await collect(late)).values.join("")).toBe(text);
        }
        const { values: again } = await collect(execution.deltas());
        expect(again.map(({ content = "" }) => content).join("")).toBe(text);
        if (!wasReset) expect((await deltas).values).toEqual(again);
        expect((await events).values).toEqual((await collect(execution.events())).values);
        const partials = (await collect(execution.partials())).values;
        const { output } = await execution.record;
        if (output !== undefined) expect(partials.at(-1) ?? "").toBe(output);
      }),
      runs,
    );
  });
});

/** As another machine gets it. */
function sent<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function logOf(events: readonly ExecutionEvent[]): EventLog {
  const [start] = events;
  if (start?.type !== "start") throw new TypeError("the events have no start");
  const log = new EventLog(start);
  for (const event of events) log.add(event);
  return log;
}

/** Readers that stay make a reader's leaving no end. */
function withReaders({ end }: RandomRun): RandomRun["end"] {
  return end?.kind === "leave" ? undefined : end;
}

function expectToolCalls({ toolCalls }: ExecutionRecord, events: readonly ExecutionEvent[]): void {
  const told = tellToolCalls(events);
  expect(toolCalls).toHaveLength(told.length);
  expect(toolCalls).toMatchObject(told);
}

/** No tool ran twice, and none that was not offered in its step. */
function expectRan(
  ran: readonly RanTool[],
  { activeTools }: RandomRun,
  events: readonly ExecutionEvent[],
): void {
  expect(new Set(ran.map(({ step, id }) => `${step} ${id}`)).size).toBe(ran.length);
  for (const { tool, step } of ran) {
    const start = events.find((event) => event.type === "message_start" && event.step === step);
    const choice = start?.type === "message_start" ? start.choice : undefined;
    const offered = choice?.tools ?? activeTools;
    if (offered) expect(offered).toContain(tool);
  }
}

function expectAttempts(record: ExecutionRecord, events: readonly ExecutionEvent[]): void {
  const { attempts, steps, usage } = record;
  expect(attempts.filter(({ outcome }) => outcome === "success")).toHaveLength(steps.length);
  const retries = events.flatMap((event) => (event.type === "retry" ? [event.error.code] : []));
  const failed = attempts.flatMap(({ outcome }) => (outcome === "success" ? [] : [outcome]));
  expect(failed.slice(0, retries.length)).toEqual(retries);
  expect(failed.length - retries.length).toBeLessThanOrEqual(1);
  const usages = attempts.flatMap((attempt) => attempt.usage ?? []);
  const sum = (key: "inputTokens" | "outputTokens"): number =>
    usages.reduce((total, one) => total + one[key], 0);
  expect(usage).toEqual(
    usages.length === 0
      ? undefined
      : { inputTokens: sum("inputTokens"), outputTokens: sum("outputTokens") },
  );
}

async function expectEnding(
  output: Promise<unknown>,
  record: ExecutionRecord,
  events: readonly ExecutionEvent[],
): Promise<void> {
  const end = events.at(-1);
  if (end?.type === "complete") {
    expect(await output).toBe(end.output);
    return;
  }
  const error: unknown = await output.catch((reason: unknown) => reason);
  expect(isAgentError(error)).toBe(true);
  expect(error).toMatchObject({
    code: record.error?.code,
    status: record.status,
    partialText: record.text,
    attempts: record.attempts,
    usage: record.usage,
    timeToFirstTokenMs: record.timeToFirstTokenMs,
  });
  if (end?.type !== "error") throw new Error("an execution that failed ends with an error");
  const again = AgentError.from(sent(end));
  expect(fieldsOf(again)).toEqual(fieldsOf(error));
}

/** All of an error but its stack and its cause. */
function fieldsOf(error: unknown): object {
  const { cause: _cause, stack: _stack, ...fields } = error as AgentError;
  const { message, status } = error as AgentError;
  return { ...fields, message, status };
}
