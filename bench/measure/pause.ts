import { setTimeout as sleep } from "node:timers/promises";
import type { Subject } from "../subjects/subject.ts";
import type { Workload } from "../workloads.ts";
import type { Pause } from "./measured.ts";

/** Reads the beginning of an endless answer, then nothing for three seconds. */
export async function measurePause(
  subject: Subject,
  _workload: Workload,
  server: string,
): Promise<Pause> {
  const sentKb = async (): Promise<number> =>
    Number(await (await fetch(`${server}/sent`)).text()) / 1_024;
  const beforeKb = await sentKb();
  await new Promise<void>((resolve, reject) => {
    const stop = (): Promise<void> => {
      resolve();
      return new Promise(() => {});
    };
    const reading = subject.text?.(stop);
    reading?.then(() => reject(new Error("the endless answer ended")), reject);
  });
  globalThis.gc?.();
  const atStop = process.memoryUsage.rss();
  await sleep(2_000);
  const paused = await sentKb();
  await sleep(1_000);
  const later = await sentKb();
  return {
    sentKb: paused - beforeKb,
    sentLaterKb: later - paused,
    grownMb: (process.memoryUsage.rss() - atStop) / 1_048_576,
  };
}
