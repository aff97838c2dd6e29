/**
 * What a warning is about, a closed union.
 *
 * `unknown_finish_reason`: the provider stopped for an unknown reason, so the answer may be cut short;
 * its finish reason is `other`. `missing_tool_call`: the model stopped for a tool call but made none;
 * its text is used as the answer. `parameter_left_out`: the model rejects requests that set a
 * parameter, such as a temperature, so the request is sent without it. `nested_too_deep`: the provider
 * wants data back with the next request that is nested deeper than 1,000 levels; it is dropped, because
 * it can be neither stored nor sent. `member_not_awaited`: a member of a network was still running when `run`
 * ended, so it was ended.
 */
export type WarningCode =
  | "unknown_finish_reason"
  | "missing_tool_call"
  | "parameter_left_out"
  | "nested_too_deep"
  | "member_not_awaited";

/** Something unexpected in an execution that continued: plain JSON. */
export interface Warning {
  readonly code: WarningCode;
  /** What happened, and what to do. Never contains a key, a prompt or a body. */
  readonly message: string;
}
