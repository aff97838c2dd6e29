import type { Listed } from "../subject-list.ts";
import type { Workload } from "../workloads.ts";
import { failureOf, figureOf, ratioOf, roundsOf, type Result } from "./result.ts";
import { count, times } from "./write-number.ts";

/** A column of a table: its head, and what stands in a subject's row. */
type Column = readonly [head: string, cell: (subject: string) => string];

/** The table of a workload in Markdown: a row for each subject that is not another wire's. */
export function tableOf(result: Result): string {
  const columns = columnsOf(result);
  const rows = result.subjects
    .filter(({ name }) => !isOfOtherWire(name, result.workload))
    .map((subject) => rowOf(result, subject, columns));
  return [["", ...columns.map(([head]) => head)], ["---", ...columns.map(() => "---:")], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function rowOf(result: Result, subject: Listed, columns: readonly Column[]): string[] {
  const { name, title } = subject;
  const why = subject.leftOut(result.workload) ?? failureOf(result, name);
  if (why === undefined) return [title, ...columns.map(([, cell]) => cell(name))];
  const reason = subject.leftOut(result.workload) ? `left out: ${why}` : `failed: ${why}`;
  return [title, reason, ...columns.slice(1).map(() => "")];
}

function columnsOf(result: Result): Column[] {
  const { workload } = result;
  const rival = workload.rival === "openai-sdk" ? "OpenAI SDK" : "Anthropic SDK";
  const rounds: Column = ["rounds", (name) => String(roundsOf(result, name))];
  if (workload.measures === "first-chunk") {
    return [
      ["first chunk µs", (name) => count(figureOf(result, name, "medianUs"))],
      ["× floor", (name) => times(ratioOf(result, name, "floor", "medianUs"))],
      ["× OpenAI SDK", (name) => times(ratioOf(result, name, workload.rival, "medianUs"))],
      ["CPU µs a call", (name) => count(figureOf(result, name, "cpuUs"))],
      rounds,
    ];
  }
  if (workload.measures === "cold") {
    return [
      ["wall ms", (name) => count(figureOf(result, name, "startMs"))],
      [`× ${rival}`, (name) => times(ratioOf(result, name, workload.rival, "startMs"))],
      ["CPU ms", (name) => count(figureOf(result, name, "startCpuMs"))],
      [`× ${rival}`, (name) => times(ratioOf(result, name, workload.rival, "startCpuMs"))],
      rounds,
    ];
  }
  if (workload.measures === "pause") {
    return [
      ["sent in all KB", (name) => count(figureOf(result, name, "sentKb"))],
      ["sent in the last second KB", (name) => count(figureOf(result, name, "sentLaterKb"))],
      ["memory grown MB", (name) => count(figureOf(result, name, "grownMb"))],
      rounds,
    ];
  }
  const chunks = workload.chunks * workload.concurrency;
  return [
    ["CPU ms", (name) => count(figureOf(result, name, "cpuMs"))],
    ["µs a chunk", (name) => count((figureOf(result, name, "cpuMs") * 1_000) / chunks)],
    ["× floor", (name) => times(ratioOf(result, name, "floor", "cpuMs"))],
    [`× ${rival}`, (name) => times(ratioOf(result, name, workload.rival, "cpuMs"))],
    ["first run CPU ms", (name) => count(figureOf(result, name, "firstCpuMs"))],
    ["wall ms", (name) => count(figureOf(result, name, "wallMs"))],
    ["peak MB", (name) => count(figureOf(result, name, "peakMb"))],
    ["peak × floor", (name) => times(ratioOf(result, name, "floor", "peakMb"))],
    ["updates", (name) => count(figureOf(result, name, "updates"))],
    rounds,
  ];
}

/** The SDK of the other wire has no place in a table, not even as left out. */
function isOfOtherWire(name: string, workload: Workload): boolean {
  return /^(?:openai|anthropic)-sdk$/.test(name) && name !== workload.rival;
}
