/** The properties of every event. */
export interface EventBase {
  readonly executionId: string;
  /**
   * One counter for a root execution and all executions that it calls, from 0: without gaps over all of
   * them, increasing in each.
   */
  readonly sequence: number;
  /** The name of the agent or network: `"story"`. */
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The properties of events within a request to the model. */
export interface StepBase extends EventBase {
  /** The model call within the execution, from 1; 0 for what a network says itself. */
  readonly step: number;
  /** The physical request within the step, from 1; 0 for what a network says itself. */
  readonly attempt: number;
}
