import type { ChangeCode } from "./change-rules.js";

/** A difference of two specs of one agent, before it is judged. */
export interface FoundChange {
  readonly code: ChangeCode;
  /** From the agent: `"params.tone"`, `"timeout.totalMs"`; `""` for the agent as a whole. */
  readonly place: string;
  /** Absent: there was nothing, or it is too long to be shown. */
  readonly before?: string;
  readonly after?: string;
}
