import type { ImportCost } from "../import.ts";
import { count } from "./write-number.ts";

/** What `generated/` may cost more than zod alone, in milliseconds of CPU time. */
const mostOverZodMs = 15;

export function importTable(costs: readonly ImportCost[]): string {
  return [
    "| whole process that imports | CPU ms | CPU over zod ms | wall ms | wall over zod ms |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...costs.map(
      ({ name, cpuMs, cpuOverZodMs, wallMs, wallOverZodMs }) =>
        `| \`${name}\` | ${[cpuMs, cpuOverZodMs, wallMs, wallOverZodMs].map(count).join(" | ")} |`,
    ),
  ].join("\n");
}

/** What the table says of Troupe, in a sentence. */
export function importVerdict(costs: readonly ImportCost[]): string {
  const own = costs.find(({ name }) => name === "generated/");
  if (!own) return "";
  const met = own.cpuOverZodMs <= mostOverZodMs && own.wallOverZodMs <= mostOverZodMs;
  return `The target is at most ${mostOverZodMs} ms over zod, in CPU time and wall time: ${met ? "met" : "**not met**"} in this run.`;
}
