import type { ModelStreamPart } from "../../model/provider.js";
import type { ErrorContext } from "../wire/error-context.js";

/** One request in one wire format: what differs between providers. */
export interface Exchange {
  readonly errors: ErrorContext;
  /** Whether a stream was asked for, and is expected where the response does not say what it is. */
  readonly stream: boolean;
  /** Sends the request; resolves with the response's headers, whatever its status. */
  send(signal: AbortSignal): Promise<Response>;
  createFrameReader(requestId: string | undefined): FrameReader;
  /** Reads an answer that came as one JSON value. Throws an `AgentError`. */
  readResponse(body: unknown, requestId: string | undefined): readonly ModelStreamPart[];
}

/** Reads the events of one streamed answer, in order. Both methods may throw an `AgentError`. */
export interface FrameReader {
  /**
   * Whether the provider has given its terminal signal, and only details such as the usage may follow.
   * Then the body may end in any way.
   */
  readonly settled: boolean;
  /** Reads the data of one event into parts; true when nothing comes after it. */
  readFrame(data: string, name: string | undefined, parts: ModelStreamPart[]): boolean;
  /** The body ended. Adds the `finish` part if the provider has given its terminal signal. */
  readEnd(parts: ModelStreamPart[]): void;
}
