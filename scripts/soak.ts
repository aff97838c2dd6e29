/**
 * `npm run soak [-- seed]`: 20,000 short executions over real sockets that meet random faults and
 * are often left or cancelled; then answers without end. Fails when a socket, a timer, a listener or memory
 * is left behind, and when an answer without end is not ended, or takes more memory than it may.
 */
import { runFloods, type FloodReport } from "../test/attack/floods.js";
import { soak } from "../test/faults/soak.js";

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
if (!Number.isInteger(seed))
  throw new RangeError(`The seed ${process.argv[2]} is not a whole number.`);

/**
 * How much the heap may grow from the first half to the second, 200 bytes an execution. A look is up to
 * two megabytes too high, by what the engine keeps of its own, so the lowest of each half counts.
 */
const noiseBytes = 2_000_000;

/**
 * The most memory of the process during a flood, its server included: the text once as it came and once as
 * a whole, its pieces, what the network holds, and what the collector has not got to.
 */
const mostFloodBytes = 1_200_000_000;

console.log(`seed ${seed}`);
const startedMs = performance.now();
const report = await soak({ seed, concurrency: 50, looks: [5_000, 10_000, 15_000, 20_000] });
const seconds = (performance.now() - startedMs) / 1_000;

console.log(`20,000 executions in ${seconds.toFixed(0)} s`);
console.table(report.statuses);
console.table(
  report.heaps.map(({ executions, bytes }) => ({ executions, "heap, MB": toMegabytes(bytes) })),
);

const heaps = report.heaps.map(({ bytes }) => bytes);
const growth = Math.min(...heaps.slice(2)) - Math.min(...heaps.slice(0, 2));
const leaks = [
  ...(growth > noiseBytes ? [`the heap grew by ${toMegabytes(growth)} MB`] : []),
  ...(report.connections > 0 ? [`${report.connections} connections are in use`] : []),
  ...(report.resources.length > 0 ? [`still active: ${report.resources.join(", ")}`] : []),
  ...(report.listeners > 0 ? [`${report.listeners} listeners on the shared signal`] : []),
  ...report.warnings.map((warning) => `Node warned: ${warning}`),
  ...report.unhandled.map((reason) => `unhandled: ${String(reason)}`),
];
console.log(leaks.length === 0 ? "Nothing is left." : leaks.join("\n"));

const floods: FloodReport[] = [];
for await (const flood of runFloods()) floods.push(flood);
console.table(
  floods.map(({ peakBytes, textBytes, ...flood }) => ({
    ...flood,
    "text, MB": toMegabytes(textBytes),
    "peak, MB": toMegabytes(peakBytes),
  })),
);
const wrong = floods.filter(
  ({ code, peakBytes }) => code !== "output_limit" || peakBytes > mostFloodBytes,
);
if (wrong.length === 0) console.log("Every answer without end was ended within its memory.");
for (const { flood, wire, code } of wrong)
  console.log(`${flood} of ${wire} ended as ${code}, or took too much.`);
process.exitCode = leaks.length + wrong.length === 0 ? 0 : 1;

function toMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(2);
}
