import type { Usage } from "../../model/usage.js";
import { sumCosts } from "./cost.js";
import { sumUsages } from "./sum-usages.js";

/** What executions or attempts used. */
export interface Totals {
  /** Tokens, as far as the providers reported them. */
  readonly usage?: Usage;
  /** What they cost. Absent if unknown. */
  readonly costUsd?: string;
}

/** What the last event says of usage: of the execution, and with all executions below it. */
export interface EndTotals extends Totals {
  readonly totalUsage?: Usage;
  readonly totalCostUsd?: string;
}

/** What all of them used together. */
export function sumTotals(all: readonly Totals[]): Totals {
  const usage = sumUsages(all.map((totals) => totals.usage));
  const costUsd = sumCosts(all.map((totals) => totals.costUsd));
  return { ...(usage && { usage }), ...(costUsd !== undefined && { costUsd }) };
}

/** What an execution used itself, and with the whole of the executions that it called. */
export function toEndTotals(own: Totals, below: readonly Totals[]): EndTotals {
  if (below.length === 0) return own;
  const { usage, costUsd } = sumTotals([own, ...below]);
  return {
    ...own,
    ...(usage && { totalUsage: usage }),
    ...(costUsd !== undefined && { totalCostUsd: costUsd }),
  };
}
