import { AgentError } from "../errors.js";
import type { ExecutionEvent } from "../protocol/events.js";
import type { LogIdentity } from "./event-log.js";
import type { PieceSplitter } from "../internal/pieces.js";
import { readLog, takeNext, type ReadingOptions, type Take, type Taken } from "./read-log.js";
import type { LogReader, ReadableLog } from "./reading-source.js";

/** Marks the end of a message; a text is never empty. */
const messageEnd: Taken<string> = { value: "", done: false };

/**
 * Takes the next valid text, and with `ends` the end of each message. A reading that gave text of a step
 * that was then restarted cannot take it back, so it ends; a later reading does not see that text.
 */
function createTextReading(source: ReadableLog, ends: boolean): Take<string> {
  const { log } = source;
  let lastGiven = -1;
  /** Whose message gave the last text, unless it has ended. */
  let speaker: LogIdentity | undefined;
  return (reader) => {
    if (log.isVoid(lastGiven)) throw source.withWork(restarted());
    while (reader.index < log.length) {
      const { index } = reader;
      const text = log.textAt(index);
      if (text === undefined) {
        takeNext(log, reader);
        if (!ends || !speaker || !endsMessage(log.eventAt(index), speaker)) continue;
        speaker = undefined;
        return messageEnd;
      }
      if (ends && !log.isVoid(index)) {
        const now = log.speakerAt(index);
        const isOther = speaker !== undefined && speaker !== now;
        speaker = now;
        // The text comes next time.
        if (isOther) return messageEnd;
      }
      takeNext(log, reader);
      if (log.isVoid(index)) continue;
      lastGiven = index;
      return { value: text, done: false };
    }
    return undefined;
  };
}

/** Whether an event ends the message that somebody speaks. */
function endsMessage(event: ExecutionEvent, { executionId }: LogIdentity): boolean {
  if (event.type === "message_end") return event.executionId === executionId;
  return event.type === "agent_complete" && event.child.executionId === executionId;
}

/** The error of a reading that gave text that is now void. */
export function restarted(): AgentError {
  return new AgentError(
    "interrupted",
    "The model's answer was interrupted and restarted, but a loop over text cannot take back what it has yielded. With @retry({ restart: true }), read events() or partials().",
    { retryable: false },
  );
}

/** The text deltas, one by one. Throws the execution's error after the last. */
export function readChunks(source: ReadableLog): AsyncIterableIterator<string> {
  return readLog(source, createTextReading(source, false));
}

/**
 * The pieces of the text. The end of a message ends a piece, and the rest comes last. Throws the
 * execution's error at the end.
 */
export function readPieces(
  source: ReadableLog,
  splitter: PieceSplitter,
  options: ReadingOptions = {},
): AsyncIterableIterator<string> {
  const takeText = createTextReading(source, true);
  let ready: readonly string[] = [];
  let next = 0;
  let ended = false;
  const refill = (reader: LogReader): Taken<string> | undefined => {
    const text = takeText(reader);
    if (!text && (!source.log.closed || ended)) return undefined;
    ended = !text;
    ready = text && text !== messageEnd ? splitter.write(text.value) : splitter.end();
    next = 0;
    return text ?? messageEnd;
  };
  const take: Take<string> = (reader) => {
    for (;;) {
      const piece = ready[next];
      if (piece !== undefined) {
        next += 1;
        return { value: piece, done: false };
      }
      const refilled = refill(reader);
      if (!refilled) return undefined;
    }
  };
  return readLog(source, take, options);
}
