import type { ChangeCode } from "./change-rules.js";

/** A difference between two specs of an agent, without its effect. */
export interface FoundChange {
  readonly code: ChangeCode;
  /** From the agent: `"params.tone"`, `"timeout.totalMs"`; `""` for the agent as a whole. */
  readonly place: string;
  /** Absent if there was nothing, or it is too long to show. */
  readonly before?: string;
  readonly after?: string;
}
