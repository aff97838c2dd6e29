import { nextTurn } from "../internal/next-turn.js";

/** Where the `init` of a request carries who waits for its response. */
const receiver: unique symbol = Symbol("receiver");

type Receive = (response: Response) => void;

/** What an SDK's method takes beside a body: `init` is passed on to `fetch` as it is. */
interface SendOptions {
  readonly signal: AbortSignal;
  readonly fetchOptions: {};
}

/**
 * Sends a request through an SDK, and gives a success as soon as `fetch` has it. What an SDK does with a
 * response before it shows it takes 30 µs, which would be a part of the wait for the first token. A
 * response that is no success goes through the SDK, for its typed error.
 *
 * The SDK's client has to make its requests with `handOver`.
 */
export function sendRequest(
  send: (options: SendOptions) => PromiseLike<Response>,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const receive: Receive = resolve;
    send({ signal, fetchOptions: { [receiver]: receive } }).then(resolve, reject);
  });
}

/** A `fetch` for an SDK's client that hands over a success, and gives it to the SDK a turn later. */
export function handOver(fetch: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  return async (input, init) => {
    // Looked up at the time of a request, as the SDKs' own default is not: tests and tracing replace it.
    const response = await (fetch ?? globalThis.fetch)(input, init);
    const receive = (init as { [receiver]?: Receive } | undefined)?.[receiver];
    if (!response.ok || receive === undefined) return response;
    receive(response);
    await new Promise<void>(nextTurn);
    return response;
  };
}
