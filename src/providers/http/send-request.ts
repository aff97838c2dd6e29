import { AgentError } from "../../errors.js";
import { toWellFormedJson } from "../../internal/well-formed.js";

/** How an SDK's client makes a request: the URL, the key, and the headers of its own. */
export interface RequestBuilder {
  buildRequest(options: {
    readonly method: "post";
    readonly path: string;
    readonly body: object;
    readonly stream: boolean;
  }): Promise<{ readonly url: string; readonly req: RequestInit & { readonly headers: Headers } }>;
}

/** What is asked of an API. */
export interface ApiRequest {
  /** After the base URL: `"/chat/completions"`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body: object;
  readonly stream: boolean;
  readonly signal: AbortSignal;
}

/** Sends a request; resolves with the response's headers, whatever its status. */
export type SendRequest = (request: ApiRequest) => Promise<Response>;

/** What the requests of an API have in common. */
interface RequestHead {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly init: RequestInit;
}

/**
 * Sends requests as an SDK's client makes them. The SDK makes what requests of an API have in common,
 * once; for each of them it would make it anew, with an abort controller, a timer and a log of the
 * response, which takes 60 µs before the request and 40 after it: a part of the wait for the first token.
 *
 * @param client is for one connection, and sends nothing itself
 * @param fetch as the options have it. Default: the global one at the time of a request, which tests and
 *   tracing replace.
 */
export function createSender(
  client: RequestBuilder,
  fetch: typeof globalThis.fetch | undefined,
): SendRequest {
  const heads = new Map<string, RequestHead>();
  return async ({ path, body, stream, signal }) => {
    // First, because the SDK would write it too, and fail in words of its own.
    const json = toWellFormedJson(write(body));
    const key = `${path} ${stream}`;
    let head = heads.get(key);
    if (head === undefined) heads.set(key, (head = await makeHead(client, { path, body, stream })));
    const { url, headers, init } = head;
    const more = { body: json, signal };
    // A copy: who replaces `fetch` may add headers to it.
    if (fetch === undefined)
      return globalThis.fetch(url, { ...init, headers: { ...headers }, ...more });
    return fetch(url, { ...init, headers: new Headers(headers), ...more });
  };
}

function write(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    // What it says may quote what it could not write.
    const name = error instanceof Error ? error.name : typeof error;
    throw new AgentError(
      "config_invalid",
      `The request cannot be written as JSON (${name}). Check providerOptions and the messages for values that JSON cannot represent and for circular references.`,
    );
  }
}

async function makeHead(
  client: RequestBuilder,
  request: Omit<ApiRequest, "signal">,
): Promise<RequestHead> {
  const { url, req } = await client.buildRequest({ method: "post", ...request });
  const { body: _, headers, ...init } = req;
  return { url, headers: Object.fromEntries(headers), init };
}
