/// <reference lib="esnext.disposable" preserve="true" />

import type { Json } from "../internal/json.js";
import type { EventOf, ExecutionEvent, ExecutionEventType } from "../protocol/events.js";
import type { Delta } from "./delta.js";
import type { ExecutionRecord } from "../protocol/record.js";

/**
 * One call of an agent, under way or done. `await` it for the validated output.
 *
 * It starts at once and continues whether or not anything reads it. When it fails, everything that you
 * asked of it gets the `AgentError`; a promise that you never asked for causes no unhandled rejection.
 * Because it is a promise of its output, an `async` function that returns it waits for the output.
 *
 * @typeParam Output What the schema returns for the model's answer; without a schema, its text.
 * @typeParam OutputJson The output as JSON, before the schema's transforms, as events and the record
 *   have it.
 */
export interface Execution<Output, OutputJson = Output> extends PromiseLike<Output> {
  readonly id: string;
  /**
   * The validated output: the last message. Reading the property does not count as waiting for it: see
   * `StreamingExecution`.
   */
  readonly output: Promise<Output>;
  /**
   * The model's text to the byte, that of all its messages as far as it was delivered. Resolves when the
   * model is done, even when the text is not a valid output.
   */
  readonly text: Promise<string>;
  /** The record of the execution, whatever the outcome. Never rejects. */
  readonly record: Promise<ExecutionRecord<OutputJson>>;
  /**
   * Every event, from the start or after a known one; can be called any number of times. Ends after
   * `complete` or `error`; never throws. The call itself throws `invalid_params` for an unknown or
   * invalid option.
   */
  events(options?: EventsOptions): AsyncIterableIterator<ExecutionEvent>;
  /**
   * Calls the handler with every event of a type from now on; returns a function that unsubscribes it.
   * Throws `invalid_params` for an unknown type.
   */
  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void;
  /**
   * Cancels the execution: the provider's socket closes, and the output rejects with `cancelled`. Has
   * no effect after the end.
   */
  cancel(reason?: string): void;
  /**
   * Lets a tool run that waits for approval, as an `approval` event said. Throws `invalid_params` if no such call
   * waits: an id that nobody asked about, or one that was decided already.
   */
  approve(toolCallId: string): void;
  /** Keeps a tool that waits for approval from running; the model is told so, with the reason. Throws as `approve`. */
  deny(toolCallId: string, reason?: string): void;
  /**
   * Gives the result of a tool of `clientTool` that waits for it, as a `client_tool` event said. Throws as
   * `approve`.
   */
  answer(toolCallId: string, output: Json): void;
  catch<Result = never>(
    onRejected?: ((reason: unknown) => Result | PromiseLike<Result>) | null,
  ): Promise<Output | Result>;
  finally(onFinally?: (() => void) | null): Promise<Output>;
  /**
   * Cancels the execution unless it has ended, and waits for the end: `await using execution =
   * story(…)`.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What {@link Execution.events} takes. */
export interface EventsOptions {
  /**
   * The sequence number of the last event that you already have. Default: none, so the loop gets all
   * events.
   */
  readonly after?: number | undefined;
  /**
   * Whether this loop slows down the reading of the model's answer, as every other loop does. With
   * `false` it does not; events that it has not read yet are buffered. Default: `true`.
   */
  readonly throttle?: boolean | undefined;
  /**
   * Whether to include the events of agents that are called as tools, at any depth, in the order of all
   * events; `executionId` says whose they are. Sequence numbers then have no gaps. The loop does not slow
   * down these agents. Default: `false`.
   */
  readonly nested?: boolean | undefined;
}

/** What {@link TextStream.sentences} takes. */
export interface SentenceOptions {
  /** The language of the text, as a BCP 47 tag: `"de"`, `"en-GB"`. Default: the system's. */
  readonly locale?: string | undefined;
}

/** What {@link TextStream.paced} takes. */
export interface PacedOptions {
  /**
   * What a piece is: a word or a line, with the white space and punctuation after it, or the text up to the
   * end of a match of a pattern, which must not match the empty text. Default: `"word"`.
   */
  readonly by?: "word" | "line" | RegExp | undefined;
  /** How long to wait after each piece, in milliseconds. Default: 10. */
  readonly delayMs?: number | undefined;
}

/**
 * The text of an execution as it arrives. `for await` reads it in chunks; concatenated, they are the text to the
 * byte.
 *
 * Any number of loops may run, started at any time; each sees the whole text from the start, and all
 * share one request. The provider is read at most `highWaterMark` ahead of the slowest loop. An
 * iterator that has read nothing for `readerPatience`, or nothing since something started to wait for
 * the execution, does not slow it down until it reads again; it still sees the whole.
 *
 * If the last loop leaves early and nothing waits for the execution, it ends as `disconnected`. Waiting
 * means that, before the loop leaves, something awaits the execution, its `output` or its `text`, or
 * calls `then`, `catch` or `finally` of one of them, as `Promise.all` does. Reading a property is not
 * waiting.
 */
export interface TextStream extends AsyncIterable<string> {
  /**
   * The chunks, as `for await` over the execution reads them. Throws the `AgentError` after the last
   * chunk.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<string>;
  /**
   * The text in whole sentences, by `Intl.Segmenter`; the rest comes at the end of each message.
   * Concatenated, it is the text. Throws `invalid_params` for a locale that is malformed.
   */
  sentences(options?: SentenceOptions): AsyncIterableIterator<string>;
  /**
   * The text at an even pace, for people to read: in pieces, with a pause after each. Concatenated, they
   * are the text. It does not slow down the reading of the model's answer, and when the execution ends, the
   * rest comes at once. Throws the `AgentError` after the last piece, and `invalid_params` for a wrong
   * option.
   */
  paced(options?: PacedOptions): AsyncIterableIterator<string>;
  /**
   * The chunks as a web stream of UTF-8, for `new Response(execution.toReadableStream())`; with
   * `"text"`, of strings. It behaves like a loop: it starts at the beginning, reads ahead no further
   * than its own reader, and fails with the `AgentError` after the last chunk. Cancelling it is like
   * leaving the loop.
   */
  toReadableStream(form?: "bytes"): ReadableStream<Uint8Array<ArrayBuffer>>;
  toReadableStream(form: "text"): ReadableStream<string>;
}

/**
 * One streaming call of an agent. Its chunks are the model's raw text: raw JSON if the agent has a schema. See
 * {@link TextStream} for what loops over it share.
 */
export interface StreamingExecution<Output, PartialOutput = Output, OutputJson = Output>
  extends Execution<Output, OutputJson>, TextStream {
  /**
   * The output so far, each time it has grown. A slow reader skips to the newest one, and nothing
   * queues. Snapshots are never changed afterwards and share unchanged parts. They are parsed, not
   * validated. For an agent without a schema: the text so far. Each message of the model starts from
   * the beginning.
   */
  partials(): AsyncIterableIterator<PartialOutput>;
  /**
   * All messages of the model, piece by piece, with their roles, tool calls and finish reasons. Throws
   * the `AgentError` after the last delta.
   */
  deltas(): AsyncIterableIterator<Delta>;
}

/**
 * One call of a network. `await` it for the output: what `run` returns, validated by the schema; without a schema,
 * the text.
 *
 * @typeParam States The network's `@state` fields.
 */
export interface NetworkExecution<Output, States = {}, OutputJson = Output> extends Execution<
  Output,
  OutputJson
> {
  /**
   * The network's states, each time one of them is assigned. A slow reader skips to the newest values, and nothing
   * queues. Ends with the execution, and throws its `AgentError`.
   */
  states(): AsyncIterableIterator<Readonly<States>>;
}

/** One call of a network whose `run` is a generator: its chunks are what it yields and forwards. */
export interface StreamingNetworkExecution<Output, States = {}, OutputJson = Output>
  extends NetworkExecution<Output, States, OutputJson>, TextStream {}
