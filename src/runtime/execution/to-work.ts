import type { PartialWork } from "../../errors.js";
import type { EventLog } from "../../reading/event-log.js";
import { foldRecord } from "../../reading/fold-record.js";
import type { Steps } from "./steps.js";

/** What an execution has so far, for the error that it fails with. */
export function toWork(log: EventLog, steps: Steps): PartialWork {
  const { id, agent, model, text, attempts } = foldRecord(log);
  const { usage } = steps.totals();
  const { timeToFirstTokenMs } = steps.attempts;
  const requestId = attempts.at(-1)?.requestId;
  return {
    executionId: id,
    agent,
    model,
    partialText: text,
    attempts,
    ...(usage && { usage }),
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(requestId !== undefined && { requestId }),
  };
}
