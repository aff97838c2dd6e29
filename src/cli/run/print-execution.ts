import type { Execution } from "../../reading/execution.js";
import type { Stdout } from "../terminal/stdout.js";

/** What of an execution goes to stdout. */
export type PrintedPart = "chunks" | "text" | "output" | "events";

/**
 * Writes one part of an execution to stdout and nothing else: its chunks as they come, its text when
 * it is done, its validated output as JSON, or its events as one JSON object a line. Returns when
 * there is no more to write; never fails, because a failure is on the record.
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
          // Leaving the loop closes the provider's socket: nobody is there to read.
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
    // The record says what failed, and the summary prints it.
  }
}

function chunksOf(execution: Execution<unknown>): AsyncIterable<string> {
  if (Symbol.asyncIterator in execution)
    return execution as AsyncIterable<string> & typeof execution;
  throw new TypeError("A streaming execution without an iterator.");
}

// A schema may make what JSON cannot say: a bigint would throw, and the rest of the output be lost.
function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item),
    indent,
  );
}
