import type { ts } from "../../source/typescript.js";
import { refuseUnsupported } from "./refuse.js";
import { mostTypes } from "./type-budget.js";
import type { TypeContext } from "./type-context.js";

// They are all at the same place, and most of them report the same about another package's type.
const mostFaults = 8;

/** Takes one type off the budget. `false`, after a diagnostic, when it is spent. */
export function spend(node: ts.Node, context: TypeContext): boolean {
  const { budget } = context;
  if (budget.left > 0) {
    budget.left--;
    return true;
  }
  if (budget.left === 0) {
    const what = `a type of more than ${mostTypes} parts`;
    const remedy = 'Write a type with only the properties that you need, or "unknown".';
    refuseUnsupported(node, what, remedy, context);
  }
  budget.left = -1;
  return false;
}

/** Whether a type that only the type checker can read has enough diagnostics. */
export function isHopeless({ budget, diagnostics }: TypeContext): boolean {
  return diagnostics.length - budget.before >= mostFaults;
}
