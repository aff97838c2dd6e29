/**
 * `node watch-change.ts <root> <binary>`: starts a watch of a generated project, changes one agent a few
 * times and prints as JSON what a build cost from the save to the line that says it is done. The first
 * changes are not counted: a watch is meant to be warm.
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../measure/median.ts";
import type { Cost } from "./measure.ts";

const [root = "", binary = ""] = process.argv.slice(2);
const warmUps = 3;
const counted = 5;
/** Of `/proc/<pid>/stat`: `CLK_TCK`, a hundred wherever Linux runs today. */
const tickMs = 10;

const watch = spawn(binary, ["build", "--watch"], {
  cwd: root,
  stdio: ["ignore", "ignore", "pipe"],
  env: { ...process.env, NO_COLOR: "1" },
});
let said = "";
watch.stderr.on("data", (chunk) => (said += String(chunk)));
await until("Watching for changes");

const costs: Cost[] = [];
for (let change = 0; change < warmUps + counted; change += 1) {
  said = "";
  // What the last build left behind, the collector among it, is not this one's.
  await sleep(300);
  const cpuBefore = cpuMs();
  const startedAt = performance.now();
  changeOne(2_000 + change);
  await until("Built ");
  const wallMs = performance.now() - startedAt;
  if (change >= warmUps) costs.push({ wallMs, cpuMs: cpuMs() - cpuBefore });
}
watch.kill("SIGINT");
const cost: Cost = {
  wallMs: median(costs.map(({ wallMs }) => wallMs)),
  cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
};
console.log(JSON.stringify(cost));

function changeOne(value: number): void {
  const file = join(root, "agents/agent-1.agent.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/maxLength: \d+/, `maxLength: ${value}`));
}

async function until(text: string): Promise<void> {
  while (!said.includes(text)) {
    if (watch.exitCode !== null) throw new Error(`The watch has ended: ${said}`);
    await sleep(1);
  }
}

/** User and system time of the watch, with its threads. */
function cpuMs(): number {
  const stat = readFileSync(`/proc/${watch.pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
