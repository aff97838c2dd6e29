import { startBackgroundTimer } from "../../internal/background-timer.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { BatchReader } from "./batch-reader.js";
import { PartReader } from "./part-reader.js";
import { toBreakError, type AnswerContext } from "./to-model-error.js";

/** How long a stream may take to end once the model has said why it stopped, in milliseconds. */
const settledMs = 1_000;

/** What is told beside the parts. */
interface StreamListeners {
  /** Called with what the provider warns of, before the answer begins. */
  readonly onWarnings: (warnings: unknown) => void;
  /** As `ModelCall` has it. */
  readonly onSettled: (() => void) | undefined;
}

/**
 * Reads a model's stream in batches, of which one is empty where its parts say nothing. What came before
 * a failure within the same batch is given first. However it ends, the stream is cancelled, which closes
 * its provider's socket.
 */
export async function* readStream(
  stream: ReadableStream<unknown>,
  context: AnswerContext,
  signal: AbortSignal,
  { onWarnings, onSettled }: StreamListeners,
): AsyncGenerator<readonly ModelStreamPart[], void, undefined> {
  const batches = new BatchReader(stream);
  const cancel = (): void => batches.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    signal.throwIfAborted();
    const reader = new PartReader(context, { onWarnings });
    for (let isOpen = true; isOpen;) {
      const batch = await nextBatch(batches, reader, context);
      signal.throwIfAborted();
      isOpen = batch !== undefined;
      const { parts, failure } = readBatch(batch, reader);
      if (isOpen && reader.settled) onSettled?.();
      if (isOpen || parts.length > 0) yield parts;
      if (failure !== undefined) throw failure;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

/** Once the model has said why it stopped, the stream may end in any way, but not stay silent for long. */
async function nextBatch(
  batches: BatchReader,
  reader: PartReader,
  context: AnswerContext,
): Promise<readonly unknown[] | undefined> {
  if (!reader.settled) {
    return batches.next().catch((error: unknown) => {
      throw toBreakError(error, context);
    });
  }
  const stop = startBackgroundTimer(settledMs, () => batches.cancel());
  return batches
    .next()
    .catch(() => undefined)
    .finally(stop);
}

/** @param batch `undefined` for the end. */
function readBatch(
  batch: readonly unknown[] | undefined,
  reader: PartReader,
): { readonly parts: readonly ModelStreamPart[]; readonly failure: unknown } {
  const parts: ModelStreamPart[] = [];
  try {
    if (batch === undefined) reader.readEnd(parts);
    for (const part of batch ?? []) reader.read(part, parts);
    return { parts, failure: undefined };
  } catch (failure) {
    return { parts, failure };
  }
}
