import type { Execution } from "troupe";
import { settle } from "./collect.js";
import type { TestClock } from "./test-clock.js";

/** Waits until an execution has announced its nth retry, then lets the wait pass. */
export async function retried(
  clock: TestClock,
  execution: Execution<unknown>,
  advanceMs = 10_000,
  nth = 1,
): Promise<void> {
  // Somebody awaits it, so that leaving this loop does not end it.
  void execution.catch(() => {});
  let seen = 0;
  for await (const event of execution.events()) {
    if (event.type === "retry") seen += 1;
    if (seen === nth) break;
  }
  clock.advance(advanceMs);
  await settle();
}
