import { nextTurn } from "../../internal/next-turn.js";

/** What a tool is that says how far it is: the result of a generator function, async or not. */
type ToolGenerator = Generator<unknown, unknown> | AsyncGenerator<unknown, unknown>;

/** Whether what a tool gave is a generator, of any realm. */
export function isGenerator(value: unknown): value is ToolGenerator {
  const tag = Object.prototype.toString.call(value);
  return tag === "[object AsyncGenerator]" || tag === "[object Generator]";
}

/**
 * Runs a generator to its end and tells what it yields; gives what it returns, or what it yielded last where
 * it returns nothing. Fails with what it throws, and with what `tell` throws of something that it yields.
 * With the signal, and where it fails, the generator is left: told to return, and not awaited.
 */
export async function runGenerator(
  generator: ToolGenerator,
  signal: AbortSignal,
  tell: (yielded: unknown) => void,
): Promise<unknown> {
  const leave = (): void => void returnFrom(generator);
  signal.addEventListener("abort", leave, { once: true });
  let last: unknown;
  try {
    signal.throwIfAborted();
    for (;;) {
      const { done, value } = await generator.next();
      if (done === true) {
        const returned = await value;
        return returned === undefined ? last : returned;
      }
      signal.throwIfAborted();
      tell(value);
      last = value;
      // A generator that never waits would let no timer end it, and no reader see how far it is.
      await new Promise<void>((resolve) => nextTurn(resolve));
      signal.throwIfAborted();
    }
  } catch (error) {
    leave();
    throw error;
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** What it does on its way out is nobody's to wait for, and a generator that is running refuses to be told. */
async function returnFrom(generator: ToolGenerator): Promise<void> {
  try {
    await generator.return(undefined);
  } catch {
    // Its own `finally` may throw.
  }
}
