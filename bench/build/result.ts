import { median } from "../measure/median.ts";
import type { Cost } from "./measure.ts";

/** The costs of each command, a run each. */
export interface Figures {
  readonly node: readonly Cost[];
  /** With nothing kept from earlier builds, by whomever. */
  readonly cold: readonly Cost[];
  readonly unchanged: readonly Cost[];
  readonly check: readonly Cost[];
  /** One agent was changed. */
  readonly changed: readonly Cost[];
  readonly forced: readonly Cost[];
  readonly tsc: readonly Cost[];
  /** Empty where it is not installed. */
  readonly baml: readonly Cost[];
}

/** What was measured of projects of one size. */
export interface SizeResult {
  readonly agents: number;
  readonly figures: Figures;
}

/** The median over the rounds. */
export function figureOf(of: readonly Cost[], figure: keyof Cost): number {
  return median(of.map((cost) => cost[figure]));
}

/** The ratio of two commands, taken within each round, and its median. */
export function ratioOf(
  of: readonly Cost[],
  to: readonly Cost[],
  figure: keyof Cost = "wallMs",
): number {
  return median(of.map((cost, round) => cost[figure] / (to[round]?.[figure] ?? Number.NaN)));
}
