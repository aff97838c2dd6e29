/// <reference lib="esnext.disposable" preserve="true" />

import type { EventOf, ExecutionEvent, ExecutionEventType } from "../protocol/events.js";
import type { Delta } from "./delta.js";
import type { ExecutionRecord } from "../protocol/record.js";

/**
 * One call of an agent, under way or done. `await` it for the validated output.
 *
 * It begins at once and goes on whether or not anybody looks. It fails with an `AgentError`, which
 * reaches everything that is asked of it: nothing that is not asked for raises an unhandled rejection.
 * Being a promise of its output, it cannot be returned from an `async` function without being awaited.
 *
 * @typeParam Output What the schema makes of the model's answer; without a schema, its text.
 * @typeParam OutputJson The JSON that the schema makes it of, which events and the record have.
 */
export interface Execution<Output, OutputJson = Output> extends PromiseLike<Output> {
  readonly id: string;
  /**
   * The validated output: what the last message says. Reading the property is not waiting for it: see
   * `StreamingExecution`.
   */
  readonly output: Promise<Output>;
  /**
   * The model's text to the byte, that of all its messages as far as it was delivered. Resolves when the
   * model is done, even when the text is not a valid output.
   */
  readonly text: Promise<string>;
  /** What is recorded, whatever the outcome. Never rejects. */
  readonly record: Promise<ExecutionRecord<OutputJson>>;
  /**
   * Every event, from the start or after one that is known, as often as it is asked for. Ends after `complete`
   * or `error`; never throws. Calling it throws `invalid_params` for an option that does not exist or is wrong.
   */
  events(options?: EventsOptions): AsyncIterableIterator<ExecutionEvent>;
  /**
   * Calls the handler with every event of a type from now on; returns what unsubscribes it. Throws
   * `invalid_params` for a type that does not exist.
   */
  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void;
  /** Cancels: the provider's socket closes, the output rejects with `cancelled`. No effect on one that has ended. */
  cancel(reason?: string): void;
  catch<Result = never>(
    onRejected?: ((reason: unknown) => Result | PromiseLike<Result>) | null,
  ): Promise<Output | Result>;
  finally(onFinally?: (() => void) | null): Promise<Output>;
  /** Cancels unless it has ended, and waits for the end: `await using execution = story(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What {@link Execution.events} takes. */
export interface EventsOptions {
  /** The sequence number of the last event that is known already. Default: none is, and all are given. */
  readonly after?: number | undefined;
  /**
   * Whether the model's answer is read no faster than this loop takes events, as it is for every other loop.
   * With `false` the loop holds nothing back; what it has not taken yet is kept for it. Default: `true`.
   */
  readonly throttle?: boolean | undefined;
  /**
   * Whether the events of agents that were called as tools come as well, as deep as they go, each in its turn;
   * `executionId` says whose they are. Then sequence numbers have no gap. These agents are not held back by
   * the loop. Default: `false`.
   */
  readonly nested?: boolean | undefined;
}

/** What {@link StreamingExecution.sentences} takes. */
export interface SentenceOptions {
  /** The language of the text, as a BCP 47 tag: `"de"`, `"en-GB"`. Default: the system's. */
  readonly locale?: string | undefined;
}

/** What {@link StreamingExecution.paced} takes. */
export interface PacedOptions {
  /**
   * What comes at a time: a word or a line, each with what follows it, or the text up to the end of a match of
   * a pattern, which must not match the empty text. Default: `"word"`.
   */
  readonly by?: "word" | "line" | RegExp | undefined;
  /** How long to wait after each piece, in milliseconds. Default: 10. */
  readonly delayMs?: number | undefined;
}

/**
 * One streaming call of an agent. `for await` gives the model's raw text as it comes (raw JSON where
 * there is a schema); concatenated, the chunks are the text to the byte.
 *
 * Any number of loops may run, begun at any time; each sees the whole from the start, and all share
 * one request. The provider is read no further ahead of the slowest than `highWaterMark`. An iterator that
 * takes nothing for `readerPatience`, or nothing since somebody began to wait for the execution, holds it
 * back no longer, until it takes something again; it still sees the whole.
 *
 * When the last loop leaves early and nobody has begun to wait, the execution ends as `disconnected`. To
 * begin to wait is to `await` the execution, its `output` or its `text`, or to call `then`, `catch` or
 * `finally` of one of them, which `Promise.all` does, before the loop leaves. Reading a property is not.
 */
export interface StreamingExecution<Output, PartialOutput = Output, OutputJson = Output>
  extends Execution<Output, OutputJson>, AsyncIterable<string> {
  /** The chunks, as `for await` over the execution gives them. Throws the `AgentError` after the last chunk. */
  [Symbol.asyncIterator](): AsyncIterableIterator<string>;
  /**
   * The output so far, each time it has grown: the newest one when it is asked for, so that a slow
   * reader skips and nothing queues. Snapshots are never changed afterwards and share what did not
   * change. They are parsed, not validated. For an agent without a schema: the text so far.
   * They begin anew with each message of the model.
   */
  partials(): AsyncIterableIterator<PartialOutput>;
  /**
   * What the model says, piece by piece, with who speaks, the tools that it asks for and why it stopped,
   * over all its messages. Throws the `AgentError` after the last delta.
   */
  deltas(): AsyncIterableIterator<Delta>;
  /**
   * The text in whole sentences, by `Intl.Segmenter`; the rest comes at the end of each message.
   * Concatenated, it is the text. Throws `invalid_params` for a locale that is malformed.
   */
  sentences(options?: SentenceOptions): AsyncIterableIterator<string>;
  /**
   * The text at an even pace, for people to read: in pieces, with a pause after each. Concatenated, they are the
   * text. Nothing is held back for it: not the model's answer, and once the execution ends, the rest comes at
   * once. Throws the `AgentError` after the last piece, and `invalid_params` for a wrong option.
   */
  paced(options?: PacedOptions): AsyncIterableIterator<string>;
  /**
   * The chunks as a web stream of UTF-8, for `new Response(execution.toReadableStream())`; with `"text"`,
   * of strings. It reads as a loop does: from the start, no further ahead than it is read from, and with
   * the `AgentError` after the last chunk. Cancelling it is leaving the loop.
   */
  toReadableStream(form?: "bytes"): ReadableStream<Uint8Array<ArrayBuffer>>;
  toReadableStream(form: "text"): ReadableStream<string>;
}
