import type { Execution } from "../../reading/execution.js";
import type { Stdout } from "../terminal/stdout.js";

/** The part of an execution that goes to stdout. */
export type PrintedPart = "chunks" | "text" | "output" | "events";

/**
 * Writes one part of an execution to stdout: its chunks as they come, its text when it is complete, its
 * validated output as JSON, or its events as one JSON object per line. Returns when there is no more to
 * write. Never fails, because a failure is on the record.
 */
export async function printExecution(
  execution: Execution<unknown>,
  part: PrintedPart,
  stdout: Stdout,
): Promise<void> {
  try {
    switch (part) {
      case "chunks":
        for await (const chunk of chunksOf(execution)) {
          await stdout.writeData(chunk);
          // The reader has left, and leaving the loop closes the provider's socket.
          if (stdout.closed.aborted) break;
        }
        return;
      case "text":
        return await stdout.writeData(await execution.text);
      case "output":
        return await stdout.writeData(`${toJson(await execution.output, 2)}\n`);
      case "events":
        for await (const event of execution.events()) await stdout.writeData(`${toJson(event)}\n`);
    }
  } catch {
    // The record contains the failure, and the summary prints it.
  }
}

function chunksOf(execution: Execution<unknown>): AsyncIterable<string> {
  if (Symbol.asyncIterator in execution)
    return execution as AsyncIterable<string> & typeof execution;
  throw new TypeError("A streaming execution without an iterator.");
}

// A schema's output may contain values that JSON cannot hold: a bigint would throw, and the rest of the
// output would be lost.
function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item),
    indent,
  );
}
