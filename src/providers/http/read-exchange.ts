import { AgentError } from "../../errors.js";
import { startBackgroundTimer } from "../../internal/background-timer.js";
import { nextTurn } from "../../internal/next-turn.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { BodyAnswer } from "../body/body-answer.js";
import type { Exchange } from "../body/exchange.js";
import { redactCause } from "../../errors/redact/redact-cause.js";
import type { StreamScope } from "../call/open-stream.js";
import { readStatusError } from "../failure/read-status-error.js";
import { toAgentError } from "../failure/to-agent-error.js";

type Body = ReadableStreamDefaultReader<Uint8Array>;

/** How long a body that has said everything may take to end, so that its socket can be used again. */
const drainMs = 5_000;

/** How long the body of an answer that is whole is waited for: for the usage, which may follow. */
const settledMs = 2_000;

/**
 * Makes an exchange, sends its request and gives the parts of its answer: one batch for each network
 * read of a stream, which is empty where the read completed nothing, and a single one for an answer that is
 * one JSON value. What came before a failure within the same read is given first. When the caller's
 * signal is aborted, the iteration throws the signal's reason.
 *
 * @param onSettled as `ModelCall` has it
 */
export async function* readExchange(
  createExchange: () => Exchange,
  scope: StreamScope,
  onSettled?: () => void,
): AsyncGenerator<readonly ModelStreamPart[], void, undefined> {
  let body: Body | undefined;
  let complete = false;
  // The SDKs tie the signal to the body too, but through weak references; this closes it for certain.
  const cancel = (): void => void body?.cancel().catch(ignore);
  try {
    scope.signal.throwIfAborted();
    const exchange = createExchange();
    const response = await send(exchange, scope.signal);
    const requestId = readRequestId(response, exchange);
    body = response.body?.getReader();
    scope.signal.addEventListener("abort", cancel, { once: true });
    scope.signal.throwIfAborted();

    const answer = new BodyAnswer(response, exchange, requestId);
    // At once, because a body that never says anything is what a provider's support is asked about.
    if (requestId !== undefined) yield [{ type: "response_start", requestId }];
    const rest = { waitMs: settledMs };
    while (!complete) {
      const bytes =
        body &&
        (answer.settled ? await readRest(body, rest) : await readBytes(body, exchange, requestId));
      scope.signal.throwIfAborted();
      complete = answer.push(bytes);
      if (!complete && answer.settled) onSettled?.();
      const parts = answer.takeParts();
      if (parts.length > 0 || (exchange.stream && bytes !== undefined)) yield parts;
      if (answer.failure !== undefined) throw answer.failure;
    }
  } catch (error) {
    complete = false;
    if (scope.left) return;
    scope.signal.throwIfAborted();
    throw error;
  } finally {
    scope.signal.removeEventListener("abort", cancel);
    scope.release();
    if (body !== undefined) void (complete ? drain(body) : body.cancel().catch(ignore));
  }
}

async function send(exchange: Exchange, signal: AbortSignal): Promise<Response> {
  let failure: unknown;
  try {
    const response = await exchange.send(signal);
    if (response.ok) return response;
    failure = await readStatusError(response);
  } catch (error) {
    failure = error;
  }
  throw toAgentError(failure, exchange.errors);
}

/** Reads what the network has; `undefined` at the clean end. */
async function readBytes(
  body: Body,
  exchange: Exchange,
  requestId: string | undefined,
): Promise<Uint8Array | undefined> {
  try {
    return (await body.read()).value;
  } catch (error) {
    const { label, secrets } = exchange.errors;
    throw new AgentError(
      "interrupted",
      `The connection to ${label} was lost in the middle of the answer.`,
      { cause: redactCause(error, secrets), ...(requestId !== undefined && { requestId }) },
    );
  }
}

/**
 * Reads what may follow the terminal signal. The answer is whole, so the body may break off as well as
 * end; and it may stay silent only for as long as is left of the time, in milliseconds of waiting.
 */
async function readRest(body: Body, left: { waitMs: number }): Promise<Uint8Array | undefined> {
  const startedAt = performance.now();
  const stop = cancelAfter(body, Math.max(0, left.waitMs));
  try {
    return (await body.read()).value;
  } catch {
    return undefined;
  } finally {
    stop();
    left.waitMs -= performance.now() - startedAt;
  }
}

function readRequestId(response: Response, exchange: Exchange): string | undefined {
  return response.headers.get(exchange.errors.requestIdHeader) ?? undefined;
}

/** Reads on to the end of the body, which is a moment away: only then is the connection used again. */
async function drain(body: Body): Promise<void> {
  const stop = cancelAfter(body, drainMs);
  try {
    while (!(await body.read()).done);
  } catch {
    // The answer is complete; how its connection ends is of no matter.
  } finally {
    stop();
  }
}

/**
 * Cancels a body after a time, unless what it returns is called before. Timers run before sockets are
 * read: where a consumer kept the process busy for as long, what came meanwhile is read first, in one more
 * turn.
 */
function cancelAfter(body: Body, ms: number): () => void {
  let isOver = false;
  const cancel = (): void => {
    if (!isOver) void body.cancel().catch(ignore);
  };
  const stop = startBackgroundTimer(ms, () => nextTurn(cancel));
  return () => {
    isOver = true;
    stop();
  };
}

function ignore(): void {}
