import { either, flag, numeric, oneOf, typed, word } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { createPieceSplitter } from "../internal/pieces.js";
import { createSentenceSplitter } from "../internal/sentences.js";
import type { Json } from "../internal/json.js";
import type { EventOf, ExecutionEvent, ExecutionEventType } from "../protocol/events.js";
import type { ExecutionRecord } from "../protocol/record.js";
import type {
  EventsOptions,
  Execution,
  NetworkExecution,
  PacedOptions,
  SentenceOptions,
  StreamingExecution,
  StreamingNetworkExecution,
  TextStream,
} from "./execution.js";
import { assertSubscription } from "./assert-subscription.js";
import type { Delta } from "./delta.js";
import { readDeltas } from "./read-deltas.js";
import { readEvents } from "./read-events.js";
import type { Growing } from "./growing.js";
import { readGrowing } from "./read-growing.js";
import { readPaced } from "./read-paced.js";
import { readChunks, readPieces } from "./read-text.js";
import { readStates } from "./read-states.js";
import type { ExecutionSource } from "./reading-source.js";
import { assertNoFaults } from "../errors/issues.js";
import { toReadableStream, type StreamForm } from "./to-readable-stream.js";

const eventsOptionsRule = shape<EventsOptions>({
  after: numeric("a whole number, 0 or more", (value) => Number.isInteger(value) && value >= 0),
  throttle: flag,
  nested: flag,
});

const sentenceOptionsRule = shape<SentenceOptions>({
  locale: word('a BCP 47 tag, such as "de" or "en-GB"', isLocale),
});

const pacedOptionsRule = shape<PacedOptions>({
  by: either(
    '"word", "line" or a RegExp that does not match the empty text',
    oneOf("word", "line"),
    typed((value) => value instanceof RegExp && !new RegExp(value).test(""), "a RegExp"),
  ),
  delayMs: numeric("milliseconds from 0 to 60,000", (value) => value >= 0 && value <= 60_000),
});

const streamFormRule = oneOf("bytes", "text");

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The handle of an execution that does not stream, for reading it wherever it runs. */
export class ExecutionHandle<Output, OutputJson = Output> implements Execution<Output, OutputJson> {
  readonly #source: ExecutionSource;

  constructor(source: ExecutionSource) {
    this.#source = source;
  }

  get id(): string {
    return this.#source.id;
  }

  get output(): Promise<Output> {
    return this.#source.output as Promise<Output>;
  }

  get text(): Promise<string> {
    return this.#source.text;
  }

  get record(): Promise<ExecutionRecord<OutputJson>> {
    return this.#source.record as Promise<ExecutionRecord<OutputJson>>;
  }

  events(options: EventsOptions = {}): AsyncIterableIterator<ExecutionEvent> {
    assertNoFaults("events()", eventsOptionsRule(options));
    return readEvents(this.#source, options);
  }

  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void {
    assertSubscription(type, handler);
    return this.#source.subscribers.on(type, handler);
  }

  cancel(reason?: string): void {
    this.#source.cancel(reason ?? "The execution was cancelled.");
  }

  approve(toolCallId: string): void {
    this.#source.decide(toolCallId, { approved: true });
  }

  deny(toolCallId: string, reason?: string): void {
    this.#source.decide(toolCallId, { approved: false, reason });
  }

  answer(toolCallId: string, output: Json): void {
    this.#source.decide(toolCallId, { output });
  }

  // oxlint-disable-next-line unicorn/no-thenable -- `await story(…)` is the point of it.
  then<Result = Output, Failure = never>(
    onFulfilled?: ((output: Output) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.output.then(onFulfilled, onRejected);
  }

  catch<Result = never>(
    onRejected?: ((reason: unknown) => Result | PromiseLike<Result>) | null,
  ): Promise<Output | Result> {
    return this.output.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Output> {
    return this.output.finally(onFinally);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cancel("The execution went out of scope.");
    await this.#source.record;
  }
}

/** The handle of an execution whose text is read as it arrives. */
class TextStreamHandle<Output, OutputJson>
  extends ExecutionHandle<Output, OutputJson>
  implements TextStream
{
  readonly #source: ExecutionSource;

  constructor(source: ExecutionSource) {
    super(source);
    this.#source = source;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<string> {
    return readChunks(this.#source);
  }

  sentences(options: SentenceOptions = {}): AsyncIterableIterator<string> {
    assertNoFaults("sentences()", sentenceOptionsRule(options));
    return readPieces(this.#source, createSentenceSplitter(options.locale));
  }

  paced(options: PacedOptions = {}): AsyncIterableIterator<string> {
    assertNoFaults("paced()", pacedOptionsRule(options));
    const { by = "word", delayMs = 10 } = options;
    return readPaced(this.#source, createPieceSplitter(by), delayMs);
  }

  toReadableStream(form?: "bytes"): ReadableStream<Uint8Array<ArrayBuffer>>;
  toReadableStream(form: "text"): ReadableStream<string>;
  toReadableStream(form: StreamForm = "bytes"): ReadableStream {
    assertNoFaults("toReadableStream()", streamFormRule(form));
    return toReadableStream(readChunks(this.#source), form);
  }
}

/** The handle of an agent's execution that streams. */
export class StreamingExecutionHandle<Output, PartialOutput, OutputJson = Output>
  extends TextStreamHandle<Output, OutputJson>
  implements StreamingExecution<Output, PartialOutput, OutputJson>
{
  readonly #source: ExecutionSource;

  constructor(source: ExecutionSource) {
    super(source);
    this.#source = source;
  }

  partials(): AsyncIterableIterator<PartialOutput> {
    const create = (): Growing<unknown> => this.#source.createPartial();
    return readGrowing(this.#source, create as () => Growing<PartialOutput>);
  }

  deltas(): AsyncIterableIterator<Delta> {
    return readDeltas(this.#source);
  }
}

/** The handle of a network's execution. */
export class NetworkExecutionHandle<Output, States, OutputJson = Output>
  extends ExecutionHandle<Output, OutputJson>
  implements NetworkExecution<Output, States, OutputJson>
{
  readonly #source: ExecutionSource;

  constructor(source: ExecutionSource) {
    super(source);
    this.#source = source;
  }

  states(): AsyncIterableIterator<Readonly<States>> {
    return readStates(this.#source) as AsyncIterableIterator<Readonly<States>>;
  }
}

/** The handle of a network's execution whose `run` generates text. */
export class StreamingNetworkExecutionHandle<Output, States, OutputJson = Output>
  extends TextStreamHandle<Output, OutputJson>
  implements StreamingNetworkExecution<Output, States, OutputJson>
{
  readonly #source: ExecutionSource;

  constructor(source: ExecutionSource) {
    super(source);
    this.#source = source;
  }

  states(): AsyncIterableIterator<Readonly<States>> {
    return readStates(this.#source) as AsyncIterableIterator<Readonly<States>>;
  }
}
