import { AgentError } from "../errors.js";
import {
  createPartialJsonParser,
  type PartialJsonParser,
} from "../internal/partial-json/partial-json-parser.js";
import { toIssue } from "../internal/options/describe-fault.js";
import { oneOf, word } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { createSentenceSplitter } from "../internal/sentences.js";
import type { EventOf, ExecutionEvent, ExecutionEventType } from "../protocol/events.js";
import type { ExecutionRecord } from "../protocol/record.js";
import { RestoringTree } from "../schema/strict/restoring-tree.js";
import { mayBecomeLiteral } from "../schema/literal-texts.js";
import { restorePlanOf, type FrozenSchema } from "../schema/strict/strict-schema-of.js";
import type { Execution, SentenceOptions, StreamingExecution } from "./execution.js";
import type { ExecutionState } from "./execution-state.js";
import { assertSubscription } from "./log/assert-subscription.js";
import type { Delta } from "./log/delta.js";
import { readDeltas } from "./log/read-deltas.js";
import { invalidOptions } from "./validate.js";
import { toReadableStream, type StreamForm } from "./log/to-readable-stream.js";
import { UnenforcedReader } from "./read-unenforced.js";
import { readChunks, readEvents, readGrowing, readPieces, type Growing } from "./log/read-log.js";

const sentenceOptionsRule = shape<SentenceOptions>({
  locale: word('a BCP 47 tag, such as "de" or "en-GB"', isLocale),
});

const streamFormRule = oneOf("bytes", "text");

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The handle of an execution that answers as a whole: the public face of its state. */
export class LiveExecution<Output> implements Execution<Output> {
  readonly #state: ExecutionState;

  constructor(state: ExecutionState) {
    this.#state = state;
  }

  /** The inside of an execution that this copy of the package made, for who keeps account of it. */
  static stateOf(execution: object): ExecutionState | undefined {
    return #state in execution ? execution.#state : undefined;
  }

  get id(): string {
    return this.#state.id;
  }

  get output(): Promise<Output> {
    return this.#state.output as Promise<Output>;
  }

  get text(): Promise<string> {
    return this.#state.text;
  }

  get record(): Promise<ExecutionRecord<Output>> {
    return this.#state.record as Promise<ExecutionRecord<Output>>;
  }

  events(): AsyncIterableIterator<ExecutionEvent> {
    return readEvents(this.#state);
  }

  on<Type extends ExecutionEventType>(
    type: Type,
    handler: (event: EventOf<Type>) => void,
  ): () => void {
    assertSubscription(type, handler);
    return this.#state.subscribers.on(type, handler);
  }

  cancel(reason?: string): void {
    this.#state.fail(new AgentError("cancelled", reason ?? "The execution was cancelled."));
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
    await this.#state.record;
  }
}

/** The handle of an execution that streams. */
export class LiveStreamingExecution<Output, PartialOutput>
  extends LiveExecution<Output>
  implements StreamingExecution<Output, PartialOutput>
{
  readonly #state: ExecutionState;

  constructor(state: ExecutionState) {
    super(state);
    this.#state = state;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<string> {
    return readChunks(this.#state);
  }

  partials(): AsyncIterableIterator<PartialOutput> {
    const { output } = this.#state.call.binding.spec;
    const create = output ? () => createGrowingOutput(output, this.#state) : createGrowingText;
    return readGrowing(this.#state, create as () => Growing<PartialOutput>);
  }

  deltas(): AsyncIterableIterator<Delta> {
    return readDeltas(this.#state);
  }

  sentences(options: SentenceOptions = {}): AsyncIterableIterator<string> {
    const faults = sentenceOptionsRule(options);
    if (faults.length > 0) throw invalidOptions("sentences()", faults.map(toIssue));
    return readPieces(this.#state, createSentenceSplitter(options.locale));
  }

  toReadableStream(form?: "bytes"): ReadableStream<Uint8Array<ArrayBuffer>>;
  toReadableStream(form: "text"): ReadableStream<string>;
  toReadableStream(form: StreamForm = "bytes"): ReadableStream {
    const faults = streamFormRule(form);
    if (faults.length > 0) throw invalidOptions("toReadableStream()", faults.map(toIssue));
    return toReadableStream(readChunks(this.#state), form);
  }
}

function createGrowingOutput(
  output: FrozenSchema,
  state: Pick<ExecutionState, "enforced">,
): Growing<unknown> {
  let parser: PartialJsonParser | undefined;
  let reader: UnenforcedReader | undefined;
  return {
    write(text) {
      // Not before the first text: a plain call makes its JSON Schema after it has begun.
      if (parser === undefined) {
        parser = createOutputParser(output);
        if (!state.enforced) reader = new UnenforcedReader();
      }
      parser.write(reader === undefined ? text : reader.write(text));
    },
    end: () => parser?.end(),
    get value() {
      return parser?.value;
    },
  };
}

function createOutputParser(output: FrozenSchema): PartialJsonParser {
  const plan = restorePlanOf(output);
  const { schema } = output;
  return createPartialJsonParser({
    ...(plan && { tree: new RestoringTree(plan) }),
    // Half a literal is not one of its values, and a tag tells objects apart only when it is whole.
    holdsBack: (text) => mayBecomeLiteral(schema, text),
  });
}

function createGrowingText(): Growing<string> {
  let text = "";
  return {
    write(more) {
      text += more;
    },
    end() {},
    get value() {
      return text === "" ? undefined : text;
    },
  };
}
