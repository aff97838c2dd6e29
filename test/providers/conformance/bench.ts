import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import { isAgentError, type AgentError } from "../../../src/errors.js";
import type { ModelCall, ModelStreamPart, Provider } from "../../../src/model/provider.js";
import { startWireServer, type WireServer } from "../../support/wire-server.js";

/** How an adapter's wire says things, for the tests that every adapter runs. */
export interface WireUnderTest {
  readonly name: string;
  create(options: {
    baseURL?: string;
    apiKey?: string | (() => string | undefined);
    headers?: Record<string, string>;
  }): Provider;
  readonly keyVariable: string;
  readonly baseURLVariable: string;
  /** The variable that the SDK takes headers from. */
  readonly headersVariable: string;
  readonly requestIdHeader: string;
  /** The data of the events before any text. */
  readonly opening: readonly string[];
  /** The data of an event with text. */
  text(text: string): string;
  /** The data of the events that end an answer, usage (12 in, 5 out) and terminal signal included. */
  readonly closing: readonly string[];
  /** The same answer as one JSON value. */
  whole(text: string): unknown;
  /** The data of an error event. */
  error(type: string, message: string): string;
  /** Whether an event that the body ends in is passed over by a package that is not ours. Default: it is an error. */
  readonly dropsHalfEvents?: true;
  /** How the wire asks for tools. */
  readonly tools: {
    /** The data of the events of one call, from its start to the end of its arguments. `index` from 0. */
    call(call: WireToolCall): readonly string[];
    /** As `closing`, of an answer that asks for tools. */
    readonly closing: readonly string[];
    /** The same answer as one JSON value. `""` for no text. */
    whole(text: string, calls: readonly WireToolCall[]): unknown;
    /** Whether events of several calls may come in turns. Default: one call follows the other. */
    readonly interleaves?: true;
  };
  /** How the wire shows a thought, before the text. */
  readonly reasoning: {
    events(text: string): readonly string[];
    whole(reasoning: string, text: string): unknown;
  };
}

/** One tool that a model asks for. */
export interface WireToolCall {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** The arguments as they come; joined they are JSON. */
  readonly pieces: readonly string[];
}

/** A text with everything that bytes can be cut in: two, three and four bytes, joined emoji, line ends. */
export const richText = 'Grüße, 世界! {"a":"👩‍👩‍👧 \\n"}\r\n\tça va ﷽ \uFEFF 𝄞';

/** What a call got before it ended. */
export interface Outcome {
  readonly batches: (readonly ModelStreamPart[])[];
  readonly parts: readonly ModelStreamPart[];
  readonly text: string;
  readonly error: unknown;
}

/** A call with nothing but what is given. */
export function createCall(call: Partial<ModelCall> = {}): ModelCall {
  return {
    model: "test-model",
    messages: [{ role: "user", content: "Hello" }],
    stream: true,
    signal: new AbortController().signal,
    ...call,
  };
}

/** Reads a call to its end, whatever that is. */
export async function collect(provider: Provider, call: ModelCall): Promise<Outcome> {
  const batches: (readonly ModelStreamPart[])[] = [];
  let error: unknown;
  try {
    for await (const batch of provider.stream(call)) batches.push(batch);
  } catch (thrown) {
    error = thrown;
  }
  const parts = batches.flat();
  const text = parts.map((part) => (part.type === "text_delta" ? part.text : "")).join("");
  return { batches, parts, text, error };
}

/** A tool that was asked for, put together from its parts. */
export interface CollectedCall {
  readonly id: string;
  readonly name: string;
  arguments: string;
}

/** Puts tool calls together, and holds their parts to what the provider contract says of them. */
export function collectCalls(parts: readonly ModelStreamPart[]): readonly CollectedCall[] {
  const calls = new Map<string, CollectedCall>();
  const ended = new Set<string>();
  for (const part of parts) {
    if (part.type === "tool_call_start") {
      expect(part.id).not.toBe("");
      expect([...calls.keys()]).not.toContain(part.id);
      calls.set(part.id, { id: part.id, name: part.name, arguments: "" });
    } else if (part.type === "tool_call_delta") {
      expect(part.text).not.toBe("");
      expect([...ended]).not.toContain(part.id);
      present(calls.get(part.id)).arguments += part.text;
    } else if (part.type === "tool_call_end") {
      expect([...calls.keys()]).toContain(part.id);
      expect([...ended]).not.toContain(part.id);
      ended.add(part.id);
    }
  }
  return [...calls.values()];
}

/** Events with the data given, as a server writes them. */
export function toSse(events: readonly string[], newline = "\n", comment = ""): string {
  return events
    .map((data) => `${comment}${data.replaceAll(/^/gm, "data: ")}${newline}${newline}`)
    .join("");
}

/**
 * Pieces of a few characters each, none of them half a character of UTF-16. Where each byte of the answer
 * costs a request, larger ones keep it short: there is nothing new in the third event of a kind.
 */
export function splitText(text: string, length = 6): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += length) {
    pieces.push(characters.slice(start, start + length).join(""));
  }
  return pieces;
}

/** Everything that a log of an error would print. */
export function show(error: Error): string {
  const cause = error.cause instanceof Error ? show(error.cause) : String(error.cause);
  return [error.message, error.stack, JSON.stringify(error), cause].join("\n");
}

/** What the tests of one adapter share: a server, and the adapter pointed at it. */
export interface Bench {
  readonly wire: WireUnderTest;
  readonly server: WireServer;
  /** Made anew for each test, with the key `sk-test-1234567890`; a test may put another in its place. */
  provider: Provider;
  /** Calls the provider and reads to the end. */
  run(call?: Partial<ModelCall>): Promise<Outcome>;
  /** Calls the provider, which is expected to fail. */
  failWith(call?: Partial<ModelCall>): Promise<AgentError>;
  /** The data of the events of a whole answer. */
  answer(...texts: string[]): string[];
}

/** Sets up the bench for the tests of the surrounding `describe`. */
export function createBench(wire: WireUnderTest): Bench {
  const started: { server?: WireServer; provider?: Provider } = {};
  const bench: Bench = {
    wire,
    get server() {
      return present(started.server);
    },
    get provider() {
      return present(started.provider);
    },
    set provider(provider) {
      started.provider = provider;
    },
    run: (call) => collect(bench.provider, createCall(call)),
    async failWith(call) {
      const { error } = await bench.run(call);
      if (!isAgentError(error)) throw new Error("expected an AgentError", { cause: error });
      return error;
    },
    answer: (...texts) => [
      ...wire.opening,
      ...texts.map((text) => wire.text(text)),
      ...wire.closing,
    ],
  };
  beforeAll(async () => {
    started.server = await startWireServer();
  });
  afterAll(() => bench.server.close());
  beforeEach(() => {
    vi.stubEnv(wire.keyVariable, undefined);
    vi.stubEnv(wire.baseURLVariable, undefined);
    vi.stubEnv(wire.headersVariable, undefined);
    started.provider = wire.create({ baseURL: bench.server.url, apiKey: "sk-test-1234567890" });
  });
  return bench;
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error("It is not there: outside of a test, or before its start.");
  return value;
}
