/**
 * The benchmarks: `npm run bench -- [--rounds 5] [--only text,json-64k] [--subjects troupe,floor]
 * [--write]`. Every measurement is a process of its own; the subjects take turns, so that what else
 * the machine does meets all of them. `--write` writes docs/benchmarks.md.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureImports } from "./import.ts";
import type { Measured } from "./measure/measured.ts";
import { prepareBaml } from "./prepare-baml.ts";
import { prepareClient } from "./prepare-client.ts";
import { prepareTroupe } from "./prepare-troupe.ts";
import { measuredClient } from "./generated-files.ts";
import { documentOf } from "./report/document.ts";
import { importTable } from "./report/import-table.ts";
import { tableOf } from "./report/table.ts";
import type { Result, Run } from "./report/result.ts";
import { subjects, type Listed } from "./subject-list.ts";
import { findWorkload, workloads, type Workload } from "./workloads.ts";

/** A subject that is slower than this in a workload takes part in its first rounds only. */
const slowMs = 5_000;
const slowRounds = 2;
/** How many times as many rounds a workload has that is short, and whose differences are small. */
const fineRounds = 3;
/** How long one process may take. */
const limitMs = 300_000;

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    subjects: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a number from 1");
const chosenSubjects = chooseSubjects(values.subjects?.split(","));
const chosen = values.only?.split(",");
const chosenWorkloads = chosen?.filter((name) => name !== "import").map(findWorkload) ?? workloads;

await prepareClient();
if (chosenSubjects.some(({ name }) => name === "troupe")) await prepareTroupe();
if (chosenSubjects.some(({ name }) => name === "baml")) await prepareBaml();
const server = spawn(process.execPath, [`${here}server.ts`], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const results: Result[] = [];
  const at = await serverUrl(server);
  for (const workload of chosenWorkloads) {
    const result = await compare(workload, at);
    results.push(result);
    console.log(`\n${workload.title}\n\n${tableOf(result)}\n`);
  }
  const imports = !chosen || chosen.includes("import") ? measureImports(rounds * 3) : [];
  if (imports.length > 0) console.log(`\nImports\n\n${importTable(imports)}\n`);
  if (values.write) write(documentOf(results, imports, rounds));
} finally {
  server.kill();
}

async function compare(workload: Workload, at: string): Promise<Result> {
  const takesPart = chosenSubjects.filter((subject) => !subject.leftOut(workload));
  const runs: Run[] = [];
  const all = ["first-chunk", "cold"].includes(workload.measures) ? rounds * fineRounds : rounds;
  for (let round = 0; round < all; round += 1) {
    for (const { name } of takesPart) {
      if (round >= slowRounds && isSlow(runs, name)) continue;
      process.stderr.write(`${workload.name}, round ${round + 1} of ${all}: ${name}\n`);
      runs.push({ subject: name, round, measured: await measure(name, workload, at) });
    }
  }
  return { workload, subjects: chosenSubjects, runs };
}

/** A failure is a result too; it must not take the others' away. */
async function measure(name: string, workload: Workload, at: string): Promise<Measured | string> {
  const client = spawn(
    process.execPath,
    ["--expose-gc", fileURLToPath(measuredClient), name, workload.name, at],
    {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
      env: { ...process.env, BAML_LOG: "off", NODE_ENV: "production" },
    },
  );
  let output = "";
  let errors = "";
  client.stdout.on("data", (data: Buffer) => (output += data.toString()));
  client.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const [code, signal] = (await once(client, "close")) as [number | null, string | null];
  if (code === 0) return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Measured;
  const reason = /^\w*Error: (.*)$/m.exec(errors)?.[1] ?? signal ?? `exit code ${code}`;
  process.stderr.write(`${name} failed in ${workload.name}: ${reason}\n`);
  return reason.slice(0, 100);
}

function isSlow(runs: readonly Run[], name: string): boolean {
  return runs.some(
    ({ subject, measured }) =>
      subject === name &&
      (typeof measured === "string" || ("cpuMs" in measured && measured.cpuMs > slowMs)),
  );
}

async function serverUrl(process: ChildProcess): Promise<string> {
  if (!process.stdout) throw new Error("the server has no output");
  const [line] = (await once(process.stdout, "data")) as [Buffer];
  return `http://127.0.0.1:${line.toString().trim()}`;
}

function chooseSubjects(names: readonly string[] | undefined): readonly Listed[] {
  if (!names) return subjects;
  return names.map((name) => {
    const found = subjects.find((subject) => subject.name === name);
    if (found) return found;
    const known = subjects.map((subject) => subject.name).join(", ");
    throw new Error(`no subject "${name}"; there are: ${known}`);
  });
}

function write(document: string): void {
  const file = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));
  writeFileSync(file, document);
  execFileSync(fileURLToPath(new URL("../node_modules/.bin/oxfmt", import.meta.url)), [file]);
  console.log(`wrote ${readFileSync(file, "utf8").split("\n").length} lines to docs/benchmarks.md`);
}
