import type { Subject } from "../subjects/subject.ts";
import type { FirstChunk } from "./measured.ts";
import { median } from "./median.ts";

const warmMs = 1_000;
const measuredMs = 2_000;

export async function measureFirstChunk(subject: Subject): Promise<FirstChunk> {
  await callFor(warmMs, subject);
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const waitsUs = await callFor(measuredMs, subject);
  const { user, system } = process.cpuUsage(cpu);
  return { medianUs: median(waitsUs), cpuUs: (user + system) / waitsUs.length };
}

/** One call after another. */
async function callFor(ms: number, subject: Subject): Promise<number[]> {
  const waitsUs: number[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end) waitsUs.push(await timeCall(subject));
  return waitsUs;
}

/** Microseconds from the call to its first chunk; the answer is read to its end. */
async function timeCall(subject: Subject): Promise<number> {
  const from = performance.now();
  let at = Number.NaN;
  await subject.text?.((update) => {
    if (update === 1) at = performance.now();
    return undefined;
  });
  return (at - from) * 1_000;
}
