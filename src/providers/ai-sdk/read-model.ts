import type { ModelCall, ModelStreamPart } from "../../model/provider.js";
import { redact } from "../../errors/redact/redact.js";
import type { StreamScope } from "../call/open-stream.js";
import { asArray, asObject } from "../wire/read-json.js";
import { toMalformedError } from "../failure/to-agent-error.js";
import { untilAborted } from "../call/until-aborted.js";
import type { ModelSource } from "./find-model.js";
import { askGuarded, SentRequests } from "./guard-model.js";
import type { AiSdkOptions } from "./options.js";
import { readResult } from "./read-result.js";
import { readStream } from "./read-stream.js";
import { toCallOptions, toLabel } from "./to-call-options.js";
import {
  readRequestId,
  toCallError,
  toErrorContext,
  type AnswerContext,
  type CallRules,
} from "./to-model-error.js";
import { toWarning } from "./to-warning.js";
import { toStart } from "../wire/to-start.js";

type Batches = AsyncGenerator<readonly ModelStreamPart[], void, undefined>;

/**
 * Calls a model and gives the parts of its answer. When the caller's signal is aborted, the iteration
 * throws the signal's reason, even where the model's provider does not heed it.
 */
export async function* readModel(
  call: ModelCall,
  source: ModelSource,
  options: AiSdkOptions,
  scope: StreamScope,
): Batches {
  try {
    scope.signal.throwIfAborted();
    yield* readAnswer(call, source, options, scope.signal);
  } catch (error) {
    if (scope.left) return;
    scope.signal.throwIfAborted();
    throw error;
  } finally {
    scope.release();
  }
}

async function* readAnswer(
  call: ModelCall,
  source: ModelSource,
  options: AiSdkOptions,
  signal: AbortSignal,
): Batches {
  const sent = new SentRequests();
  call.hideSecrets?.(() => sent.secrets);
  const rules: CallRules = {
    get secrets() {
      return sent.secrets;
    },
    quotes: call.providerMessages ?? true,
  };
  const ask: Ask = (label, question, drop) => askModel({ label, signal, rules }, question, drop);
  const model = await ask("AI SDK", () => source.find(call.model));
  const label = toLabel(model.provider);
  // Some providers have to ask for these first.
  const supportedUrls = await ask(label, () => model.supportedUrls);
  const { specificationVersion, provider, supportsStructuredOutputs } = model;
  const facts = { specificationVersion, provider, supportsStructuredOutputs, supportedUrls };
  const spec = toCallOptions(call, facts, options, signal);

  const result = call.stream
    ? await ask(label, () => askGuarded(model, sent, (of) => of.doStream(spec)), cancelStream)
    : await ask(label, () => askGuarded(model, sent, (of) => of.doGenerate(spec)));
  const context = toContext(label, rules, result);
  const start = toStart(context.requestId);
  if (!call.stream) {
    warn(asObject(result)?.["warnings"], context, options);
    yield [start, ...readResult(result, call.output !== undefined, context)];
    return;
  }
  const stream = streamOf(result);
  if (stream === undefined) {
    throw toMalformedError("an answer without a stream", context.errors, context.requestId);
  }
  yield [start];
  yield* readStream(stream, context, signal, {
    onWarnings: (warnings) => warn(warnings, context, options),
    onSettled: call.onSettled,
  });
}

/** Asks a model something, and gives what it throws as an `AgentError`. */
type Ask = <Value>(
  label: string,
  question: () => Value | PromiseLike<Value>,
  drop?: (value: Value) => void,
) => Promise<Value>;

/** @param drop What to do with an answer that comes when nobody waits for it any more. */
async function askModel<Value>(
  {
    label,
    signal,
    rules,
  }: { readonly label: string; readonly signal: AbortSignal; readonly rules: CallRules },
  question: () => Value | PromiseLike<Value>,
  drop: (value: Value) => void = () => {},
): Promise<Value> {
  const asked = Promise.resolve().then(question);
  try {
    return await untilAborted(asked, signal);
  } catch (error) {
    if (signal.aborted) void asked.then(drop, () => {});
    throw toCallError(error, label, rules);
  }
}

function toContext(label: string, rules: CallRules, result: unknown): AnswerContext {
  const headers = asObject(asObject(result)?.["response"])?.["headers"];
  const requestId = readRequestId(headers);
  const errors = toErrorContext(label, rules, headers);
  return { label, errors, ...(requestId !== undefined && { requestId }) };
}

function streamOf(result: unknown): ReadableStream<unknown> | undefined {
  const stream = asObject(result)?.["stream"];
  // Not by its class: a test's environment may have one of its own.
  const isStream = typeof asObject(stream)?.["getReader"] === "function";
  return isStream ? (stream as ReadableStream<unknown>) : undefined;
}

function cancelStream(result: unknown): void {
  void streamOf(result)
    ?.cancel()
    .catch(() => {});
}

function warn(
  warnings: unknown,
  { label, errors }: AnswerContext,
  { onWarning }: AiSdkOptions,
): void {
  if (onWarning === undefined) return;
  for (const warning of asArray(warnings)) {
    try {
      onWarning(redact(toWarning(warning, label), errors.secrets));
    } catch {
      // A warning is no reason to lose the answer.
    }
  }
}
