import { vi } from "vitest";
import type { ModelStreamPart, Provider, StreamingExecution } from "troupe";
import { streamingStory, streamingText } from "../support/callers.js";
import type { FaultServer } from "../support/fault-server.js";
import type { FaultWire } from "../support/fault-wires.js";
import { settle } from "../support/collect.js";
import { createTestClock, type TestClock } from "../support/test-clock.js";
import type { WireRequest } from "../support/wire-server.js";
import { enoughLength, topic, type Fault } from "./fault.js";
import type { Seen, StartCall, Style } from "./styles.js";

/** One fault, met in one way, over one wire. */
export interface FaultCase {
  readonly wire: FaultWire;
  readonly fault: Fault;
  readonly style: Style;
}

/** What came of a case. */
export interface FaultRun {
  readonly execution: StreamingExecution<unknown, unknown>;
  readonly seen: Seen;
  readonly requests: readonly WireRequest[];
  /** Timers that are left on the execution's clock. */
  readonly timersLeft: number;
}

/** Whether a fault is a stream without an end. */
export function isEndless(fault: Fault): boolean {
  return fault.ends.status === "disconnected";
}

/** Makes the call of a case, lets the time of the fault pass, and waits until all is over. */
export async function runFault(
  server: FaultServer,
  { wire, fault, style }: FaultCase,
): Promise<FaultRun> {
  const clock = createTestClock();
  const room = server.open(fault.replies(wire));
  const witness = watchProvider(wire.create(room.url));
  const bind = fault.agent === "text" ? streamingText : streamingStory;
  const caller = bind(witness.provider, { retry: false, ...fault.spec }, { clock });
  let execution: StreamingExecution<unknown, unknown> | undefined;
  const start: StartCall = (argument) => {
    execution = caller({ topic }, argument);
    return execution;
  };
  const done = async () => {
    // The total limit waits on the clock for as long as the execution runs.
    await settle();
    await until(() => clock.pending === 0);
  };

  const consuming = style.consume(start, isEndless(fault) ? enoughLength : Infinity, done);
  await passTime(fault, clock, witness, room.requests);
  if (isEndless(fault) && style.leaves === "cancel") {
    await until(() => witness.taken >= enoughLength);
    execution?.cancel();
  }
  const seen = await consuming;
  if (!execution) throw new Error(`${style.name} made no call`);
  await execution.record;
  return { execution, seen, requests: room.requests, timersLeft: clock.pending };
}

/** Moves the clock on when the execution has come to the point that the fault names. */
async function passTime(
  { time, ends }: Fault,
  clock: TestClock,
  witness: Witness,
  requests: readonly WireRequest[],
): Promise<void> {
  if (!time) return;
  const isThere = {
    request: () => requests.length > 0,
    headers: () => witness.batches > 0,
    opening: () => witness.batches > 1,
    text: () => witness.taken >= ends.text.length,
    // The total limit and the wait for the next attempt.
    failure: () => witness.failures > 0 && clock.pending === 2,
  };
  await until(isThere[time.after]);
  clock.advance(time.ms);
}

function until(condition: () => boolean): Promise<void> {
  return vi.waitUntil(condition, { interval: 1, timeout: 10_000 }).then(() => {});
}

/** What a provider has given, as far as the runtime has dealt with it. */
interface Witness {
  readonly provider: Provider;
  readonly batches: number;
  /** Characters of text. */
  readonly taken: number;
  readonly failures: number;
}

/** Passes a provider's batches on, counting each when the runtime comes back for the next one. */
function watchProvider(provider: Provider): Witness {
  const counts = { batches: 0, taken: 0, failures: 0 };
  return {
    provider: {
      ...provider,
      async *stream(call) {
        try {
          for await (const batch of provider.stream(call)) {
            yield batch;
            counts.batches += 1;
            counts.taken += textLength(batch);
          }
        } catch (error) {
          counts.failures += 1;
          throw error;
        }
      },
    },
    get batches() {
      return counts.batches;
    },
    get taken() {
      return counts.taken;
    },
    get failures() {
      return counts.failures;
    },
  };
}

function textLength(batch: readonly ModelStreamPart[]): number {
  return batch.reduce((sum, part) => sum + (part.type === "text_delta" ? part.text.length : 0), 0);
}
