import type { AiSdkModel } from "../../../src/providers/ai-sdk/options.js";

/** A model that is no package's, and what it was called with. */
export interface HandMadeModel extends AiSdkModel {
  /** The options of the calls so far, oldest first. */
  readonly calls: Readonly<Record<string, unknown>>[];
  /** Whether its last stream was cancelled. */
  readonly cancelled: boolean;
}

/** What a hand-made model is like, and what it says. */
export interface HandMade {
  /** Default: `"v4"`. */
  readonly specificationVersion?: string;
  /** Default: `"acme.chat"`. */
  readonly provider?: string;
  /** Default: none. */
  readonly supportedUrls?: unknown;
  readonly supportsStructuredOutputs?: boolean;
  /** The parts of a stream; an `Error` among them is what the stream fails with. */
  readonly parts?: readonly unknown[];
  /** What a stream does after its parts. Default: it ends. */
  readonly then?: "end" | "hang";
  /** What `doGenerate` gives. */
  readonly result?: unknown;
  /** What both throw. */
  readonly error?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a model that says the same in every call. */
export function handMade(script: HandMade = {}): HandMadeModel {
  const { specificationVersion = "v4", provider = "acme.chat", supportedUrls = {} } = script;
  const calls: Readonly<Record<string, unknown>>[] = [];
  const state = { cancelled: false };
  const take = (options: Readonly<Record<string, unknown>>): void => {
    calls.push(options);
    if (script.error !== undefined) throw script.error;
  };
  const response = { headers: script.headers ?? {} };
  const model = {
    specificationVersion,
    provider,
    modelId: "hand-made",
    supportedUrls,
    ...(script.supportsStructuredOutputs !== undefined && {
      supportsStructuredOutputs: script.supportsStructuredOutputs,
    }),
    calls,
    get cancelled() {
      return state.cancelled;
    },
    async doGenerate(options: Readonly<Record<string, unknown>>) {
      take(options);
      return script.result;
    },
    async doStream(options: Readonly<Record<string, unknown>>) {
      take(options);
      const { parts = [], then = "end" } = script;
      const left = [...parts];
      const source: UnderlyingDefaultSource = {
        pull(controller) {
          if (left.length === 0) return then === "end" ? controller.close() : new Promise(() => {});
          const part = left.shift();
          if (part instanceof Error) controller.error(part);
          else controller.enqueue(part);
          return undefined;
        },
        cancel() {
          state.cancelled = true;
        },
      };
      // Nothing is read ahead, so that a failure does not overtake what came before it.
      return { stream: new ReadableStream(source, { highWaterMark: 0 }), response };
    },
  };
  return model;
}

/** The part that ends an answer of the AI SDK 7. */
export function finish(unified = "stop", raw: string | undefined = unified): unknown {
  return {
    type: "finish",
    finishReason: { unified, raw },
    usage: {
      inputTokens: { total: 12, noCache: 8, cacheRead: 3, cacheWrite: 1 },
      outputTokens: { total: 5, text: 3, reasoning: 2 },
    },
  };
}
