/**
 * One measured process: `node --expose-gc client.ts <subject> <workload> <server>`. Prints what it
 * measured as one line of JSON, a `Measured` of measured.ts.
 */
import { measureCold } from "./measure/cold.ts";
import { measureCost } from "./measure/cost.ts";
import { measureFirstChunk } from "./measure/first-chunk.ts";
import { measurePause } from "./measure/pause.ts";
import type { OpenSubject } from "./subjects/subject.ts";
import { findWorkload, openingOf } from "./workloads.ts";
import { readAnswer } from "./measure/read-answer.ts";

const [name = "", workloadName = "", server = ""] = process.argv.slice(2);
const workload = findWorkload(workloadName);
const { openSubject } = (await import(`./subjects/${name}.ts`)) as { openSubject: OpenSubject };

// Modules that are loaded late, and the first of everything, are no part of a measurement but this.
if (workload.measures !== "cold") {
  const opening = openingOf(workload);
  await readAnswer(await openSubject(`${server}/${opening.name}`), opening);
}

const subject = await openSubject(`${server}/${workload.name}`);
const measure = {
  cost: measureCost,
  "first-chunk": measureFirstChunk,
  cold: measureCold,
  pause: measurePause,
};
console.log(JSON.stringify(await measure[workload.measures](subject, workload, server)));
process.exit(0);
