import type { PartialWork } from "../../errors.js";
import type { EventLog } from "../../reading/event-log.js";
import { foldRecord } from "../../reading/fold-record.js";
import type { Usage } from "../../model/usage.js";
import type { Steps } from "./steps.js";

/** What an execution has so far, for the error that it fails with. */
export function toWork(log: EventLog, steps: Steps, usage: Usage | undefined): PartialWork {
  const { id, agent, model, text, attempts } = foldRecord(log);
  const { timeToFirstTokenMs } = steps.attempts;
  const requestId = attempts.at(-1)?.requestId;
  return {
    executionId: id,
    agent,
    ...(model !== undefined && { model }),
    partialText: text,
    attempts,
    ...(usage && { usage }),
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(requestId !== undefined && { requestId }),
  };
}
