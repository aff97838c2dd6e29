import type { AgentError } from "../errors.js";
import type { ExecutionRecord } from "../protocol/record.js";
import type { EventLog } from "./event-log.js";
import type { Growing } from "./growing.js";
import type { Subscribers } from "./subscribers.js";
import type { ToolDecision } from "./tool-decision.js";

/** The place of a reader in the log. */
export interface LogReader {
  /** Index of the next event. */
  index: number;
  /** Whether somebody has asked it for more than there is. */
  waits?: boolean;
  /** UTF-16 units of text, reasoning and arguments that it has read. */
  read: number;
}

/** What readings need from a log, of an execution that runs here or elsewhere. */
export interface ReadableLog {
  readonly log: EventLog;
  /** A new reader, at the start. `throttles`: whether it slows down the reading of the model's answer. */
  join(throttles: boolean): LogReader;
  /** Reports that a reader has moved. */
  moved(reader: LogReader): void;
  /** Reports that a reader has finished. `early`: before it saw the end. */
  leave(reader: LogReader, early: boolean): void;
  /** The execution's error, after it has failed. */
  readonly error: AgentError | undefined;
  /** The error with the execution's results so far. */
  withWork(error: AgentError): AgentError;
}

/** Everything that the handle of an execution needs. */
export interface ExecutionSource extends ReadableLog {
  readonly id: string;
  readonly output: Promise<unknown>;
  readonly text: Promise<string>;
  readonly record: Promise<ExecutionRecord>;
  readonly subscribers: Subscribers;
  /** Creates the partial output, which grows as the output's text is written to it. */
  createPartial(): Growing<unknown>;
  cancel(reason: string): void;
  /** Decides on a tool call that waits. Throws `invalid_params` where none does. */
  decide(toolCallId: string, decision: ToolDecision): void;
}
