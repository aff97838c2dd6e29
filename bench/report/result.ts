import type { Cold, Cost, FirstChunk, Measured, Pause } from "../measure/measured.ts";
import { median } from "../measure/median.ts";
import type { Listed } from "../subject-list.ts";
import type { Workload } from "../workloads.ts";

/** One process: what it measured, or how it failed. */
export interface Run {
  readonly subject: string;
  readonly round: number;
  readonly measured: Measured | string;
}

/** One workload, all rounds. */
export interface Result {
  readonly workload: Workload;
  readonly subjects: readonly Listed[];
  readonly runs: readonly Run[];
}

/** A figure that is measured, by its name in its kind of measurement. */
export type Figure = keyof Cost | keyof FirstChunk | keyof Cold | keyof Pause;

/** What a subject measured in a round. */
function figureIn(result: Result, subject: string, round: number, figure: Figure): number {
  const run = result.runs.find((one) => one.subject === subject && one.round === round);
  if (!run || typeof run.measured === "string") return Number.NaN;
  const measured: Readonly<Partial<Record<Figure, number>>> = { ...run.measured };
  return measured[figure] ?? Number.NaN;
}

/** The median over the rounds; NaN where there is none. */
export function figureOf(result: Result, subject: string, figure: Figure): number {
  return overRounds(result, (round) => figureIn(result, subject, round, figure));
}

/** A subject's figure as a multiple of another's in the same round; the median of these. */
export function ratioOf(result: Result, subject: string, to: string, figure: Figure): number {
  return overRounds(
    result,
    (round) => figureIn(result, subject, round, figure) / figureIn(result, to, round, figure),
  );
}

/** A subject's figure less another's in the same round; the median of these. */
export function differenceOf(result: Result, subject: string, to: string, figure: Figure): number {
  return overRounds(
    result,
    (round) => figureIn(result, subject, round, figure) - figureIn(result, to, round, figure),
  );
}

export function roundsOf(result: Result, subject: string): number {
  return result.runs.filter((run) => run.subject === subject).length;
}

/** How a subject failed, if it did. */
export function failureOf(result: Result, subject: string): string | undefined {
  for (const { subject: name, measured } of result.runs)
    if (name === subject && typeof measured === "string") return measured;
  return undefined;
}

function overRounds(result: Result, figure: (round: number) => number): number {
  const rounds = [...new Set(result.runs.map(({ round }) => round))];
  const known = rounds.map(figure).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : median(known);
}
