import type { Usage } from "../model/usage.js";
import type { AgentErrorCode } from "./failure.js";

/** One physical request to a provider. */
export interface Attempt {
  /** The step that it was made for, from 1. */
  readonly step: number;
  /** `"provider/model"`. */
  readonly model: string;
  readonly outcome: "success" | AgentErrorCode;
  readonly startedAt: number;
  readonly durationMs: number;
  /** From the dispatch of this attempt to its first text. */
  readonly timeToFirstTokenMs?: number;
  readonly usage?: Usage;
  /** What it cost at list prices, in US dollars: `"0.00123"`. Absent if unknown. */
  readonly costUsd?: string;
  readonly httpStatus?: number;
  /** The provider's own id of the request. */
  readonly requestId?: string;
}
