import type { FinishReason, ModelCall, ModelStreamPart, Provider } from "troupe";

/** A request that a {@link PushProvider} got, and the hands on its answer. */
export interface PushedAnswer {
  readonly call: ModelCall;
  /** Whether the runtime left the iteration, or aborted the signal. */
  readonly closed: boolean;
  /** How many batches the runtime has taken. */
  readonly taken: number;
  /** Gives one batch of text deltas. */
  text(...chunks: string[]): void;
  /** Gives one batch. */
  push(...parts: ModelStreamPart[]): void;
  /** Gives the terminal signal and ends, after the text "Done." where nothing was said. */
  finish(reason?: FinishReason): void;
  /** Asks for tools, each with an id and the text of its arguments, and ends. */
  ask(...calls: readonly (readonly [id: string, tool: string, text: string])[]): void;
  /** Ends without the terminal signal. */
  end(): void;
  fail(error: unknown): void;
}

/** A provider whose answers a test gives by hand. */
export interface PushProvider extends Provider {
  readonly answers: readonly PushedAnswer[];
  /** The answer to the nth request, once it has come. */
  request(n?: number): Promise<PushedAnswer>;
}

export function createPushProvider(): PushProvider {
  const answers: PushedAnswer[] = [];
  let arrived = Promise.withResolvers<void>();
  return {
    kind: "push",
    answers,
    async request(n = 0) {
      for (;;) {
        const answer = answers[n];
        if (answer) return answer;
        await arrived.promise;
      }
    },
    stream(call) {
      const { answer, batches } = createAnswer(call);
      answers.push(answer);
      const { resolve } = arrived;
      arrived = Promise.withResolvers<void>();
      resolve();
      return batches;
    },
  };
}

function toParts([id, name, text]: readonly [string, string, string]): ModelStreamPart[] {
  const start = { type: "tool_call_start", id, name } as const;
  const end = { type: "tool_call_end", id } as const;
  return text === "" ? [start, end] : [start, { type: "tool_call_delta", id, text }, end];
}

type Batch = readonly ModelStreamPart[];

function createAnswer(call: ModelCall): { answer: PushedAnswer; batches: AsyncIterable<Batch> } {
  const queue: (Batch | { error: unknown } | "end")[] = [];
  let wake = Promise.withResolvers<void>();
  let left = false;
  let taken = 0;
  let said = false;
  const add = (item: (typeof queue)[number]): void => {
    queue.push(item);
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const answer: PushedAnswer = {
    call,
    get closed() {
      return left || call.signal.aborted;
    },
    get taken() {
      return taken;
    },
    text: (...chunks) =>
      answer.push(...chunks.map((text) => ({ type: "text_delta", text }) as const)),
    push(...parts) {
      said ||= parts.some(({ type }) => type === "text_delta" || type === "tool_call_start");
      said ||= parts.some(({ type }) => type === "refusal_delta");
      add(parts);
    },
    finish(reason = "stop") {
      if (!said && reason === "stop") answer.text("Done.");
      add([{ type: "finish", reason }]);
      add("end");
    },
    ask(...calls) {
      add(calls.flatMap(toParts));
      answer.finish("tool_calls");
    },
    end: () => add("end"),
    fail: (error) => add({ error }),
  };
  call.signal.addEventListener("abort", () => add({ error: call.signal.reason }));
  async function* batches(): AsyncGenerator<Batch> {
    try {
      for (;;) {
        const item = queue.shift();
        if (item === undefined) await wake.promise;
        else if (item === "end") return;
        else if ("error" in item) throw item.error;
        else {
          taken += 1;
          yield item;
        }
      }
    } finally {
      left = true;
    }
  }
  return { answer, batches: batches() };
}
