import type { Decisions } from "./decisions.js";

/** An execution with those below it, in any of which a tool call may wait. */
interface Deciding {
  readonly decisions: Decisions;
  readonly children: { readonly running: ReadonlySet<Deciding> };
}

/** The decisions of the execution, this one or one below it, in which a tool call waits. */
export function findWaiting(
  { decisions, children }: Deciding,
  toolCallId: string,
): Decisions | undefined {
  if (decisions.waitsFor(toolCallId)) return decisions;
  for (const child of children.running) {
    const found = findWaiting(child, toolCallId);
    if (found) return found;
  }
  return undefined;
}
