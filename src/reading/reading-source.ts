import type { AgentError } from "../errors.js";
import type { ExecutionRecord } from "../protocol/record.js";
import type { EventLog } from "./event-log.js";
import type { Growing } from "./growing.js";
import type { Subscribers } from "./subscribers.js";

/** A place in the log that somebody reads from. */
export interface LogReader {
  /** Index of the next event. */
  index: number;
  /** UTF-16 units of text, reasoning and arguments behind it. */
  read: number;
}

/** What readings need of the log that they read: of an execution that runs here, or of one that runs elsewhere. */
export interface ReadableLog {
  readonly log: EventLog;
  /** A new reader, at the start. `throttles`: whether the model's answer is read no faster than it takes events. */
  join(throttles: boolean): LogReader;
  /** Says that a reader took something. */
  moved(reader: LogReader): void;
  /** Says that a reader takes nothing any more. `early`: before it saw the end. */
  leave(reader: LogReader, early: boolean): void;
  /** What the execution failed with, once it has. */
  readonly error: AgentError | undefined;
  /** An error with what there is of the execution so far. */
  withWork(error: AgentError): AgentError;
}

/** All that the handle of an execution is made of. */
export interface ExecutionSource extends ReadableLog {
  readonly id: string;
  readonly output: Promise<unknown>;
  readonly text: Promise<string>;
  readonly record: Promise<ExecutionRecord>;
  readonly subscribers: Subscribers;
  /** Makes what grows as the text of the output is written to it. */
  createPartial(): Growing<unknown>;
  cancel(reason: string): void;
}
