import type { ChunkCallback, EventReceiver, ExecutionEvent } from "troupe";
import type { CallOptions, ExecutionRecord, StreamingExecution } from "troupe";
import { collect } from "../support/collect.js";

type StreamingOptions = Omit<CallOptions, "streaming">;

/** Calls the agent of a case. */
export type StartCall = (
  argument?: ChunkCallback | EventReceiver | StreamingOptions,
) => StreamingExecution<unknown, unknown>;

/** What somebody saw of an execution; a key is absent where the style does not show it. */
export interface Seen {
  /** The text, as far as it was read. */
  text?: string;
  /** What `execution.text` gave. */
  wholeText?: string;
  /** The last partial output; `undefined` when there was none. */
  partial?: unknown;
  output?: unknown;
  /** What was thrown; `undefined` when nothing was. */
  error?: unknown;
  /** The last event. */
  terminal?: ExecutionEvent | undefined;
  record?: ExecutionRecord<unknown>;
}

/** A way to consume an execution. */
export interface Style {
  readonly name: string;
  /** How it leaves a stream that never ends: its last reader breaks, or somebody cancels it. */
  readonly leaves: "break" | "cancel";
  /** A reader that breaks does so at `enough` characters. */
  consume(start: StartCall, enough: number, done: Done): Promise<Seen>;
}

/** Resolves when the execution is over, without looking at it. */
export type Done = () => Promise<void>;

/** Every way to consume an execution, alone and together. */
export const styles: readonly Style[] = [
  {
    name: "await",
    leaves: "cancel",
    consume: async (start) => settled(start()),
  },
  {
    name: "the promise of its text",
    leaves: "cancel",
    async consume(start) {
      try {
        return { wholeText: await start().text };
      } catch (error) {
        return { error };
      }
    },
  },
  {
    name: "for await",
    leaves: "break",
    async consume(start, enough) {
      const { values, error } = await read(start(), addLength, enough);
      return { text: values.join(""), error };
    },
  },
  {
    name: "events()",
    leaves: "break",
    async consume(start, enough) {
      const { values, error, left } = await read(start().events(), addDelta, enough);
      if (error !== undefined) throw error;
      return { text: textOf(values), ...(!left && { terminal: values.at(-1) }) };
    },
  },
  {
    name: "on()",
    leaves: "cancel",
    async consume(start, _enough, done) {
      const seen: Seen = { text: "" };
      const execution = start();
      execution.on("text_delta", (event) => (seen.text += event.text));
      execution.on("complete", (event) => (seen.terminal = event));
      execution.on("error", (event) => (seen.terminal = event));
      await done();
      return seen;
    },
  },
  {
    name: "partials()",
    leaves: "break",
    async consume(start, enough) {
      const { values, error, left } = await read(start().partials(), lengthOf, enough);
      return { error, ...(!left && { partial: values.at(-1) }) };
    },
  },
  {
    name: "sentences()",
    leaves: "break",
    async consume(start, enough) {
      const { values, error } = await read(start().sentences(), addLength, enough);
      return { text: values.join(""), error };
    },
  },
  {
    name: "a function for the chunks, and await",
    leaves: "cancel",
    async consume(start) {
      const chunks: string[] = [];
      const seen = await settled(start((chunk) => chunks.push(chunk)));
      return { ...seen, text: chunks.join("") };
    },
  },
  {
    name: "an object for the events, and nothing else",
    leaves: "cancel",
    async consume(start, _enough, done) {
      const events: ExecutionEvent[] = [];
      start({ call: (event: ExecutionEvent) => events.push(event) });
      await done();
      return { text: textOf(events), terminal: events.at(-1) };
    },
  },
  {
    name: "the record alone",
    leaves: "cancel",
    consume: async (start) => ({ record: await start().record }),
  },
  {
    name: "all of them at once",
    leaves: "cancel",
    async consume(start) {
      const pushed: string[] = [];
      const execution = start({ onChunk: (chunk) => pushed.push(chunk) });
      const [chunks, sentences, partials, events, seen] = await Promise.all([
        collect(execution),
        collect(execution.sentences()),
        collect(execution.partials()),
        collect(execution.events()),
        settled(execution),
      ]);
      const texts = [pushed, chunks.values, sentences.values].map((pieces) => pieces.join(""));
      const errors = [chunks.error, sentences.error, partials.error];
      assertSame([...texts, textOf(events.values)]);
      assertSame([...errors, seen.error]);
      return {
        ...seen,
        text: texts[0] ?? "",
        partial: partials.values.at(-1),
        terminal: events.values.at(-1),
        record: await execution.record,
      };
    },
  },
  {
    name: "nothing, and the record when all is over",
    leaves: "cancel",
    async consume(start, _enough, done) {
      const execution = start();
      await done();
      return { record: await execution.record };
    },
  },
];

async function settled(execution: PromiseLike<unknown>): Promise<Seen> {
  try {
    return { output: await execution, error: undefined };
  } catch (error) {
    return { error };
  }
}

/** Reads until it ends or there is enough, and then breaks. `measure` says how much there is with a value more. */
async function read<Value>(
  values: AsyncIterable<Value>,
  measure: (before: number, value: Value) => number,
  enough: number,
): Promise<{ values: readonly Value[]; error: unknown; left: boolean }> {
  const read: Value[] = [];
  let length = 0;
  let left = false;
  try {
    for await (const value of values) {
      read.push(value);
      length = measure(length, value);
      left = length >= enough;
      if (left) break;
    }
    return { values: read, error: undefined, left };
  } catch (error) {
    return { values: read, error, left };
  }
}

function addLength(before: number, text: string): number {
  return before + text.length;
}

function addDelta(before: number, event: ExecutionEvent): number {
  return event.type === "text_delta" ? before + event.text.length : before;
}

/** A partial is all of the output so far. */
function lengthOf(_before: number, partial: unknown): number {
  return typeof partial === "string" ? partial.length : 0;
}

function textOf(events: readonly ExecutionEvent[]): string {
  return events.map((event) => (event.type === "text_delta" ? event.text : "")).join("");
}

function assertSame(values: readonly unknown[]): void {
  if (new Set(values).size > 1) throw new Error(`these should be one: ${values.map(brief).join()}`);
}

function brief(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 80));
}
