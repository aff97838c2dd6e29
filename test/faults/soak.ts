import { getEventListeners } from "node:events";
import type { ChunkCallback, EventReceiver, ExecutionRecord, StreamingExecution } from "troupe";
import { streamingStory, streamingText } from "../support/callers.js";
import { measureHeap } from "../support/collect-garbage.js";
import { faultWires, type FaultWire } from "../support/fault-wires.js";
import { startWireServer, type WireServer } from "../support/wire-server.js";
import { topic, type Fault } from "./fault.js";
import { faults } from "./faults.js";
import { isEndless } from "./run-fault.js";
import { styles, type StartCall } from "./styles.js";

/** What a soak does. */
export interface SoakOptions {
  readonly seed: number;
  readonly concurrency: number;
  /** How many executions there are before each look at the heap, ascending; the last one ends the soak. */
  readonly looks: readonly number[];
}

/** What was left when a soak was over, and what it did. */
export interface SoakReport {
  readonly statuses: Readonly<Record<string, number>>;
  /** The heap after garbage collection, at each look. */
  readonly heaps: readonly { readonly executions: number; readonly bytes: number }[];
  /** Connections in use. */
  readonly connections: number;
  /** What keeps the process alive now and did not before, by its kind. */
  readonly resources: readonly string[];
  /** Listeners on the signal that all calls shared. */
  readonly listeners: number;
  /** Warnings of Node's, such as of too many listeners. */
  readonly warnings: readonly string[];
  readonly unhandled: readonly unknown[];
}

type Execution = StreamingExecution<unknown, unknown>;
type Call = ReturnType<typeof streamingStory> | ReturnType<typeof streamingText>;

/** An agent that meets one fault over one wire. */
interface Subject {
  readonly wire: FaultWire;
  readonly fault: Fault;
  readonly call: Call;
}

/** These take longer by themselves than a thousand others. */
const slow = /one byte at a time|ten megabytes/;

/** Makes many short executions that meet random faults, are consumed in random ways, and often left. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const random = createRandom(options.seed);
  const watch = watchProcess();
  const subjects: Subject[] = [];
  await using server = await startWireServer(
    ({ path }) => {
      const subject = subjects[Number(path.split("/")[1])];
      if (!subject) return { status: 404 };
      return pick(random, subject.fault.replies(subject.wire));
    },
    { keep: false },
  );
  subjects.push(...createSubjects(server));
  const signal = new AbortController().signal;
  const statuses: Record<string, number> = {};
  const runOne = async () => {
    const { status } = await execute(pick(random, subjects), random, signal);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };

  const heaps: { executions: number; bytes: number }[] = [];
  const resourcesBefore = process.getActiveResourcesInfo();
  let made = 0;
  for (const executions of options.looks) {
    const work = async () => {
      while (made < executions) {
        made += 1;
        await runOne();
      }
    };
    await Promise.all(Array.from({ length: options.concurrency }, work));
    // Connections that wait for another request have buffers of their own.
    await server.countActive();
    await pause(100);
    heaps.push({ executions, bytes: await measureHeap() });
  }
  const left = await waitForNothing(server, resourcesBefore);
  const listeners = getEventListeners(signal, "abort").length;
  return { statuses, heaps, ...left, listeners, ...watch.stop() };
}

/** Every fault on every wire, with limits and waits of a few milliseconds. */
function createSubjects(server: WireServer): Subject[] {
  const possible = faultWires.flatMap((wire) =>
    faults
      .filter(({ name, not }) => !slow.test(name) && not?.wire !== wire.name)
      .map((fault) => ({ wire, fault })),
  );
  return possible.map(({ wire, fault }, index) => {
    const bind = fault.agent === "text" ? streamingText : streamingStory;
    const call = bind(wire.create(`${server.url}/${index}`), {
      ...fault.spec,
      timeout: { totalMs: 2_000, firstTokenMs: 300, idleMs: 200 },
      ...(fault.spec?.retry && { retry: { maxAttempts: 3, initialDelayMs: 1, maxDelayMs: 8 } }),
    });
    return { wire, fault, call };
  });
}

async function execute(
  { call, fault }: Subject,
  random: () => number,
  signal: AbortSignal,
): Promise<ExecutionRecord<unknown>> {
  const style = pick(random, styles);
  const isLeft = isEndless(fault) || random() < 0.2;
  const cancelAfterMs = random() < 0.15 ? random() * 8 : undefined;
  let execution: Execution | undefined;
  let timer: NodeJS.Timeout | undefined;
  const start: StartCall = (argument) => {
    const started: Execution = call({ topic }, { ...toOptions(argument), signal });
    execution = started;
    if (cancelAfterMs !== undefined) timer = setTimeout(() => started.cancel(), cancelAfterMs);
    return started;
  };
  const done = async () => void (await execution?.record);
  await style.consume(start, isLeft ? Math.ceil(random() * 400) : Infinity, done);
  if (!execution) throw new Error(`${style.name} made no call`);
  const record = await execution.record;
  clearTimeout(timer);
  return record;
}

/** The three habits of the second argument, as options. */
function toOptions(argument: Parameters<StartCall>[0]): {
  onChunk?: ChunkCallback | undefined;
  onEvent?: EventReceiver | ((event: Parameters<EventReceiver["call"]>[0]) => void) | undefined;
} {
  if (typeof argument === "function") return { onChunk: argument as ChunkCallback };
  if (argument?.call) return { onEvent: (event) => argument.call?.(event) };
  return (argument ?? {}) as { onChunk?: ChunkCallback };
}

/** What a process says that nobody asked for. */
function watchProcess(): {
  stop(): { readonly warnings: readonly string[]; readonly unhandled: readonly unknown[] };
} {
  const warnings: string[] = [];
  const unhandled: unknown[] = [];
  const warn = (warning: Error) => void warnings.push(warning.message);
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on("warning", warn);
  process.on("unhandledRejection", note);
  return {
    stop() {
      process.off("warning", warn);
      process.off("unhandledRejection", note);
      return { warnings, unhandled };
    },
  };
}

/** Gives sockets a moment to close; says what is left then. */
async function waitForNothing(
  server: WireServer,
  before: readonly string[],
): Promise<Pick<SoakReport, "connections" | "resources">> {
  for (let looks = 0; ; looks += 1) {
    const connections = await server.countActive();
    const resources = additions(before, process.getActiveResourcesInfo());
    if ((connections === 0 && resources.length === 0) || looks === 100) {
      return { connections, resources };
    }
    await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function additions(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...before];
  return after.filter((kind) => {
    const index = rest.indexOf(kind);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}

/** Numbers from 0 to 1, the same ones for a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Value>(random: () => number, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("nothing to pick from");
  return value;
}
