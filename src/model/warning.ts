/**
 * What a warning is about, a closed union.
 *
 * `unknown_finish_reason`: the provider gave a reason to stop that is not known, so the answer may be
 * cut short; its finish reason is `other`. `missing_tool_call`: the model stopped to have a tool called,
 * and no call came; its text is taken for the answer. `parameter_left_out`: the model refuses requests that set
 * a parameter, such as a temperature, so the request is made without it. `nested_too_deep`: the provider wants something back
 * with the next request that is nested deeper than 1,000 levels; it is left out, because it could be neither
 * stored nor sent.
 */
export type WarningCode =
  | "unknown_finish_reason"
  | "missing_tool_call"
  | "parameter_left_out"
  | "nested_too_deep";

/** What went otherwise than expected in an execution that went on all the same: plain JSON. */
export interface Warning {
  readonly code: WarningCode;
  /** What happened, and what to do. Never holds a key, a prompt or a body. */
  readonly message: string;
}
