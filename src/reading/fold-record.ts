import type { Json } from "../internal/json.js";
import type { StepChoice } from "../model/step-choice.js";
import type { Warning } from "../model/warning.js";
import type { Attempt } from "../protocol/attempt.js";
import type {
  AttemptEndEvent,
  AttemptStartEvent,
  CompleteEvent,
  ErrorEvent,
  StartEvent,
} from "../protocol/events.js";
import type { ToolCallEvent, ToolResultEvent } from "../protocol/tool-events.js";
import { statusOfCode } from "../protocol/failure.js";
import type { AgentCompleteEvent, AgentStartEvent } from "../protocol/child-events.js";
import type { ChildRecord, ExecutionRecord, Step, ToolCallRecord } from "../protocol/record.js";
import type { CacheStatus, ExecutionStatus } from "../protocol/statuses.js";
import { factsOf } from "./facts-of.js";
import { HostedFacts } from "./hosted-facts.js";
import type { EventLog } from "./event-log.js";

/** The record of an execution that may still be running. */
export type RecordSoFar = Omit<ExecutionRecord, "status"> & { readonly status: ExecutionStatus };

/**
 * Makes the record of an execution from its events so far. While it is running, the record has only
 * finished attempts and tool calls, and no sums. The log must contain `start`.
 */
export function foldRecord(log: EventLog): RecordSoFar {
  let start: Partial<RecordSoFar> = {};
  let prompt: Partial<RecordSoFar> = {};
  let cacheStatus: CacheStatus = "off";
  let stop: Partial<RecordSoFar> = {};
  let end: Partial<RecordSoFar> = { status: "running", durationMs: 0 };
  let choice: StepChoice | undefined;
  let attemptStart: AttemptStartEvent | undefined;
  const attempts: Attempt[] = [];
  const steps: Step[] = [];
  const calls: ToolCallEvent[] = [];
  const toolCalls: (ToolCallRecord | undefined)[] = [];
  const hosted = new HostedFacts();
  const warnings: Warning[] = [];
  const starts: AgentStartEvent[] = [];
  const children: (ChildRecord | undefined)[] = [];
  const states: Record<string, Json> = {};
  for (let index = 0; index < log.length; index += 1) {
    if (log.textAt(index) !== undefined) continue;
    const event = log.eventAt(index);
    // What the log shows of others is in their records.
    if (event.executionId !== log.identity.executionId) continue;
    switch (event.type) {
      case "start":
        start = toStart(event);
        break;
      case "prompt":
        prompt = { messages: event.messages };
        break;
      case "cache":
        cacheStatus = event.status;
        break;
      case "message_start":
        stop = {};
        choice = event.choice;
        break;
      case "attempt_start":
        attemptStart = event;
        break;
      case "attempt_end":
        attempts.push(toAttempt(event, attemptStart));
        break;
      case "message_end": {
        const { model, finishReason, usage } = event;
        stop = { finishReason };
        steps.push({ model, finishReason, ...(choice && { choice }), ...(usage && { usage }) });
        break;
      }
      case "tool_call":
        calls.push(event);
        break;
      case "tool_result": {
        const { step, toolCallId } = event;
        const place = calls.findIndex(
          (call) => call.step === step && call.toolCallId === toolCallId,
        );
        const call = calls[place];
        if (call) toolCalls[place] = toToolCall(call, event);
        break;
      }
      case "hosted_tool_call":
      case "hosted_tool_result":
      case "source":
      case "reset":
        hosted.take(event);
        break;
      case "warning":
        warnings.push({ code: event.code, message: event.message });
        break;
      case "agent_start":
        starts.push(event);
        break;
      case "agent_complete": {
        const { executionId } = event.child;
        const place = starts.findIndex(({ child }) => child.executionId === executionId);
        const begun = starts[place];
        if (begun) children[place] = toChild(begun, event);
        break;
      }
      case "state":
        states[event.name] = event.value;
        break;
      case "complete":
      case "error":
        end = toEnd(event);
        break;
      default:
    }
  }
  return {
    ...start,
    ...prompt,
    cacheStatus,
    ...stop,
    ...end,
    text: log.text(),
    chunks: log.chunks,
    attempts,
    steps,
    toolCalls: toolCalls.filter((call) => call !== undefined),
    children: children.filter((child) => child !== undefined),
    ...(start.kind === "network" && { states }),
    hostedToolCalls: hosted.calls,
    sources: hosted.sources,
    warnings,
  } as RecordSoFar;
}

function toStart(event: StartEvent): Partial<RecordSoFar> {
  const { executionId: id, agent, model, at: startedAt } = event;
  const provider = model?.slice(0, Math.max(0, model.indexOf("/")));
  return {
    id,
    agent,
    ...factsOf(event),
    ...(provider !== undefined && { provider }),
    startedAt,
  };
}

function toAttempt(end: AttemptEndEvent, start: AttemptStartEvent | undefined): Attempt {
  const { attempt: _attempt, ...facts } = factsOf(end);
  return { ...facts, startedAt: start?.at ?? end.at };
}

function toToolCall(call: ToolCallEvent, result: ToolResultEvent): ToolCallRecord {
  const { toolCallId: id, input, at: startedAt } = call;
  const { toolCallId: _id, ...facts } = factsOf(result);
  return { id, input, startedAt, ...facts };
}

function toChild(start: AgentStartEvent, end: AgentCompleteEvent): ChildRecord {
  const { child, how, toolCallId, at: startedAt } = start;
  const { outcome, usage, costUsd, durationMs } = end;
  return {
    ...child,
    how,
    ...(toolCallId !== undefined && { toolCallId }),
    outcome,
    ...(usage && { usage }),
    ...(costUsd !== undefined && { costUsd }),
    startedAt,
    durationMs,
  };
}

function toEnd(event: CompleteEvent | ErrorEvent): Partial<RecordSoFar> {
  if (event.type === "complete") return { status: "success", ...factsOf(event) };
  const { model: _model, partialText: _text, attempts: _attempts, ...facts } = factsOf(event);
  return { status: statusOfCode(event.error.code), ...facts };
}
