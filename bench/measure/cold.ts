import type { Subject } from "../subjects/subject.ts";
import type { Workload } from "../workloads.ts";
import type { Cold } from "./measured.ts";
import { readAnswer } from "./read-answer.ts";

/** Tells of the process from its start, so nothing may have been read in it before. */
export async function measureCold(subject: Subject, workload: Workload): Promise<Cold> {
  await readAnswer(subject, workload);
  const { user, system } = process.cpuUsage();
  return { startMs: performance.now(), startCpuMs: (user + system) / 1_000 };
}
