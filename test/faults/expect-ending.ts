import { expect } from "vitest";
import { isAgentError, type AgentError, type ExecutionEvent, type ExecutionRecord } from "troupe";
import { collect } from "../support/collect.js";
import { apiKey } from "../support/fault-wires.js";
import type { WireEnding, WireRequest } from "../support/wire-server.js";
import { endless, topic, type Ending } from "./fault.js";
import { isEndless, type FaultCase, type FaultRun } from "./run-fault.js";

/** The order of events that src/protocol/events.ts promises. */
const grammar =
  /^start( prompt( message_start( attempt_start( reasoning_delta| text_delta)* attempt_end| retry| reset)*( message_end)?)?)? (complete|error)$/;

/** Expects of a run all that the fault says, whatever the style that saw it. */
export async function expectEnding(current: FaultCase, run: FaultRun): Promise<void> {
  const record = await run.execution.record;
  const ending = endingOf(current);
  expectRecord(record, ending, current);
  expectSeen(run, record, ending);
  await expectError(run, record, ending, current);
  await expectEvents(run, record);
  await expectLateReaders(run, record);
  expect(run.timersLeft).toBe(0);
  expect(run.requests).toHaveLength(record.attempts.length);
  const connections = await Promise.all(run.requests.map(waitForEnd));
  expect(connections.at(-1)).toBe(ending.connection);
}

/** How the connection of a request ended; `"open"` when it does not, as the provider's side sees it. */
async function waitForEnd({ ended }: WireRequest): Promise<WireEnding | "open"> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<"open">((resolve) => {
    timer = setTimeout(() => resolve("open"), 5_000);
  });
  const ending = await Promise.race([ended, patience]);
  clearTimeout(timer);
  return ending;
}

/** A stream without an end has the one that the style gives it. */
function endingOf({ fault, style }: FaultCase): Ending {
  if (!isEndless(fault)) return fault.ends;
  const code = style.leaves === "break" ? "disconnected" : "cancelled";
  return { ...fault.ends, status: code, code };
}

function expectRecord(
  record: ExecutionRecord<unknown>,
  ending: Ending,
  { fault, wire }: FaultCase,
): void {
  const { code, limit, text, finishReason, refusal } = ending;
  expect({
    status: record.status,
    code: record.error?.code,
    limit: record.error?.limit,
    refusal: record.error?.refusal,
    finishReason: record.finishReason,
    outcomes: record.attempts.map((attempt) => attempt.outcome),
    lastRequestId: record.attempts.at(-1)?.requestId,
    streamed: record.streamed,
    hasTimeToFirstToken: typeof record.timeToFirstTokenMs,
    hasTimeFromStart: typeof record.timeToFirstTokenFromStartMs,
  }).toEqual({
    status: ending.status,
    code,
    limit,
    refusal,
    finishReason,
    outcomes: ending.attempts ?? [attemptOutcome(ending)],
    lastRequestId: ending.requestId ? "req_7" : undefined,
    streamed: true,
    hasTimeToFirstToken: text === "" ? "undefined" : "number",
    hasTimeFromStart: text === "" ? "undefined" : "number",
  });
  const whole = { inputTokens: 12, outputTokens: 5 };
  const usages = { whole, opening: wire.usageOfOpening, none: undefined };
  expect(record.usage).toEqual(usages[ending.usage]);
  if (isEndless(fault)) expect(isOfEndless(record.text)).toBe(true);
  else expectText(record.text, text);
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
}

/** A request whose answer was whole succeeded, whatever the answer was worth. */
function attemptOutcome({ code, finishReason }: Ending) {
  return finishReason === undefined && code !== undefined ? code : "success";
}

function expectSeen(run: FaultRun, record: ExecutionRecord<unknown>, ending: Ending): void {
  const { seen } = run;
  if (seen.text !== undefined) {
    const isLeft = ending.code === "disconnected";
    expectText(seen.text, isLeft ? record.text.slice(0, seen.text.length) : record.text);
  }
  if (seen.wholeText !== undefined) expectText(seen.wholeText, record.text);
  if ("partial" in seen && ending.text !== endless) {
    expect(seen.partial === ending.partial || seen.partial).toEqual(
      seen.partial === ending.partial || ending.partial,
    );
  }
  if ("output" in seen) expect(seen.output).toEqual(record.output);
  if (seen.record) expect(seen.record).toBe(record);
  if ("terminal" in seen) {
    expect(seen.terminal?.type).toBe(ending.code === undefined ? "complete" : "error");
  }
}

/** One error for all who look, with the work that was done. */
async function expectError(
  { execution, seen }: FaultRun,
  record: ExecutionRecord<unknown>,
  ending: Ending,
  { wire }: FaultCase,
): Promise<void> {
  const error: unknown = await execution.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // A reader that breaks sees no error, and the text is whole where the provider said so.
  const isSpared = ending.code === "disconnected" || seen.wholeText !== undefined;
  if ("error" in seen && !isSpared) expect(seen.error).toBe(error);
  if (ending.code === undefined) return expect(error).toBeUndefined();
  if (!isAgentError(error)) throw new Error("expected an AgentError", { cause: error });
  expect({
    code: error.code,
    status: error.status,
    limit: error.limit,
    httpStatus: error.httpStatus,
    retryAfterMs: error.retryAfterMs,
    refusal: error.refusal,
    usage: error.usage,
    attempts: error.attempts,
    timeToFirstTokenMs: error.timeToFirstTokenMs,
    requestId: error.requestId,
    executionId: error.executionId,
  }).toEqual({
    code: ending.code,
    status: ending.status,
    limit: ending.limit,
    httpStatus: ending.httpStatus,
    retryAfterMs: ending.retryAfterMs,
    refusal: ending.refusal,
    usage: record.usage,
    attempts: record.attempts,
    timeToFirstTokenMs: record.timeToFirstTokenMs,
    requestId: ending.requestId ? "req_7" : undefined,
    executionId: execution.id,
  });
  expectText(error.partialText, record.text);
  expectDiscreet(error, wire.name);
}

/** Neither the key, nor the prompt, nor a page is quoted. */
function expectDiscreet(error: AgentError, wire: string): void {
  const cause = error.cause instanceof Error ? error.cause.message : "";
  for (const secret of [apiKey, topic, "internal-host-17", "Once"]) {
    expect(`${error.message} ${cause}`, `an error of ${wire}`).not.toContain(secret);
  }
}

async function expectEvents(
  { execution }: FaultRun,
  record: ExecutionRecord<unknown>,
): Promise<void> {
  const { values, error } = await collect(execution.events());
  expect(error).toBeUndefined();
  expect(shorten(values)).toMatch(grammar);
  expect(values.every((event, index) => event.sequence === index)).toBe(true);
  expect(values.every((event) => event.executionId === execution.id)).toBe(true);
  const deltas = values.filter((event) => event.type === "text_delta");
  expect(deltas).toHaveLength(record.chunks);
  const last = values.at(-1);
  if (last?.type === "error") {
    expect(last.error).toEqual(record.error);
    expectText(last.partialText, record.text);
  }
}

/** The types of events; a run of text counts as one. */
function shorten(events: readonly ExecutionEvent[]): string {
  const types = events.map((event) => event.type);
  return types
    .filter((type, index) => type !== "text_delta" || types[index - 1] !== type)
    .join(" ");
}

/** Who comes after the end sees what the others saw. */
async function expectLateReaders(
  { execution }: FaultRun,
  record: ExecutionRecord<unknown>,
): Promise<void> {
  const { values, error } = await collect(execution);
  expectText(values.join(""), record.text);
  expect(isAgentError(error) ? error.code : error).toBe(record.error?.code);
  const text = await execution.text.catch(() => undefined);
  if (record.finishReason === undefined) expect(text).toBeUndefined();
  else expectText(text ?? "", record.text);
}

/** As `toBe`, but a text of ten megabytes is not printed. */
function expectText(text: string, expected: string): void {
  if (text !== expected) expect(text.slice(0, 300)).toBe(expected.slice(0, 300));
  expect(text.length).toBe(expected.length);
  expect(text === expected).toBe(true);
}

function isOfEndless(text: string): boolean {
  return text.length > 0 && text === endless.repeat(text.length / endless.length);
}
