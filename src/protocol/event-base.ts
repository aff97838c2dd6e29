/** What every event has. */
export interface EventBase {
  readonly executionId: string;
  /**
   * One counter for a root execution and all that it calls, from 0: without a gap over all of them, increasing
   * in each.
   */
  readonly sequence: number;
  /** The agent's name: `"story"`. */
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What events within a request to the model have. */
export interface StepBase extends EventBase {
  /** The model call within the execution, from 1. */
  readonly step: number;
  /** The physical request within the step, from 1. */
  readonly attempt: number;
}
