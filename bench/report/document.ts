import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { longRunMs } from "../measure/cost.ts";
import type { ImportCost } from "../import.ts";
import { subjects } from "../subject-list.ts";
import { findingsOf } from "./findings.ts";
import { importTable, importVerdict } from "./import-table.ts";
import { failureOf, type Result } from "./result.ts";
import { tableOf } from "./table.ts";
import { targetsOf } from "./targets.ts";

/** docs/benchmarks.md: everything in it comes from the run. */
export function documentOf(
  results: readonly Result[],
  imports: readonly ImportCost[],
  rounds: number,
): string {
  const sections = [
    `# Benchmarks\n\n<!-- Written by \`npm run bench -- --write\`. Do not edit. -->\n\n${introduction(rounds)}`,
    `## Targets\n\n${targetTable(results)}`,
    ...results.map((result) => `## ${result.workload.title}\n\n${sectionOf(result)}`),
  ];
  if (imports.length > 0) {
    sections.push(`## Import\n\n${importTable(imports)}\n\n${importVerdict(imports)}`);
  }
  sections.push(`## The machine and the versions\n\n${machine()}\n\n${versions()}`);
  return `${sections.join("\n\n")}\n`;
}

function introduction(rounds: number): string {
  return `What it costs to read a model's answer through Troupe, and through what else one could use. A server on the same machine, in a process of its own, sends the same bytes to all. The floor is the least that anybody can do: \`fetch\`, eventsource-parser, \`JSON.parse\`, and no partial objects.

\`\`\`sh
npm run bench                                            # prints the tables
npm run bench -- --only text,json-64k --subjects floor,troupe --rounds 9
npm run bench -- --write                                 # writes this page
\`\`\`

How it is measured:

- Each figure comes from a fresh process. The subjects take turns (A B C A B C …) for ${rounds} ${rounds === 1 ? "round" : "rounds"}, three times as many for the first chunk and the first answer; the tables show medians over the rounds. A ratio is taken within each round, and its median shown: what else the machine did then meets both sides. One that needs more than five seconds for a workload takes part in the first two rounds only.
- Where a process is not measured from its start, it first reads a small answer, so that libraries have loaded what they load late. **First run** is the first reading of the workload, the engine's compiling included; **peak** is the process's largest resident set up to the end of it. Then the workload is read again until the process has used 700 ms of CPU time and is warm; **CPU**, **µs a chunk** and **wall** are the mean of the runs that follow, for at least 500 ms of CPU time. A first run of over ${longRunMs / 1_000} seconds is the measurement itself.
- CPU time is user and system time of the whole process, with its threads: the engine's, and native ones. The server's is not in it.
- Clients and agents are made once, as an application does. Retries are off everywhere. The text that each subject gave is compared with what was sent.`;
}

function targetTable(results: readonly Result[]): string {
  return [
    "| Troupe | at most | this run | |",
    "| --- | ---: | ---: | --- |",
    ...targetsOf(results).map(
      ({ what, limit, measured, met }) =>
        `| ${what} | ${limit} | ${measured} | ${met ? "met" : "**not met**"} |`,
    ),
  ].join("\n");
}

function sectionOf(result: Result): string {
  const notes = result.subjects
    .filter(({ name }) => failureOf(result, name) !== undefined)
    .map(({ title }) => `${title} failed; its row says how.`);
  return [tableOf(result), [...findingsOf(result), ...notes].join(" ")].join("\n\n");
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1_073_741_824);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${processors.length} cores (${processors[0]?.model.trim() ?? "unknown"}), ${memory} GB of memory, ${type()} ${release()}, Node ${process.versions.node}.`;
}

function versions(): string {
  const packages = subjects.flatMap((subject) => subject.packages);
  const rows = [...packages, "@langchain/core"].map((name) => `| ${name} | ${versionOf(name)} |`);
  return ["| package | version |", "| --- | --- |", ...rows].join("\n");
}

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
