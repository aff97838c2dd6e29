const brand = Symbol.for("troupe.FatalToolError");

/**
 * A tool throws this error to end the execution with `tool_failed`; this error is its `cause`. Any
 * other error that a tool throws is reported to the model as the tool's result.
 */
export class FatalToolError extends Error {
  override readonly name = "FatalToolError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether a value is a {@link FatalToolError}, also one from another copy of this package. */
export function isFatalToolError(value: unknown): value is FatalToolError {
  return typeof value === "object" && value !== null && brand in value;
}
