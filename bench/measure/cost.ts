import type { Seen, Subject } from "../subjects/subject.ts";
import type { Workload } from "../workloads.ts";
import type { Cost } from "./measured.ts";
import { readAnswer } from "./read-answer.ts";

/**
 * CPU time that a subject may use to become warm, and that it is then measured for, at the least. In less, one
 * collection of old objects, and the compiling that follows it, is a third of what is measured, or is not in it.
 */
const warmMs = 700;
const measuredMs = 2_000;
/** A first run this long is the measurement too: the engine has long compiled what matters. */
export const longRunMs = 4_000;
/** How often a run is measured at the most. */
const maxRuns = 200;

interface Run {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly seen: readonly Seen[];
}

export async function measureCost(subject: Subject, workload: Workload): Promise<Cost> {
  globalThis.gc?.();
  const first = await run(subject, workload);
  // Linux counts in kilobytes.
  const peakMb = process.resourceUsage().maxRSS / 1_024;
  const runs = first.cpuMs > longRunMs ? [first] : await runWarm(subject, workload, first.cpuMs);
  const last = runs.at(-1) ?? first;
  const reads = last.seen[0]?.reads === undefined ? undefined : sum(last.seen, (s) => s.reads ?? 0);
  return {
    cpuMs: sum(runs, (one) => one.cpuMs) / runs.length,
    wallMs: sum(runs, (one) => one.wallMs) / runs.length,
    firstCpuMs: first.cpuMs,
    peakMb,
    updates: sum(last.seen, (one) => one.updates),
    ...(reads !== undefined && { reads }),
  };
}

/**
 * Without a forced collection between: where no answer is being read, it takes the shapes of what reads
 * one, and the engine throws away the code that it has just optimized for them. That would measure it
 * becoming warm once more.
 */
async function runWarm(subject: Subject, workload: Workload, usedMs: number): Promise<Run[]> {
  for (let used = usedMs; used < warmMs;) used += (await run(subject, workload)).cpuMs;
  const runs: Run[] = [];
  for (let used = 0; used < measuredMs && runs.length < maxRuns;) {
    const one = await run(subject, workload);
    used += one.cpuMs;
    runs.push(one);
  }
  return runs;
}

async function run(subject: Subject, workload: Workload): Promise<Run> {
  const from = { cpu: process.cpuUsage(), at: performance.now() };
  const seen = await Promise.all(
    Array.from({ length: workload.concurrency }, () => readAnswer(subject, workload)),
  );
  const wallMs = performance.now() - from.at;
  const { user, system } = process.cpuUsage(from.cpu);
  return { cpuMs: (user + system) / 1_000, wallMs, seen };
}

function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
