const brand = Symbol.for("troupe.FatalToolError");

/**
 * What a tool throws when the model cannot be left to go on: the execution ends with `tool_failed`, and
 * this error is its `cause`. Anything else that a tool throws is told to the model as the tool's result.
 */
export class FatalToolError extends Error {
  override readonly name = "FatalToolError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * Tells a {@link FatalToolError} from any other value, across copies of this package: a tool may come
 * from a package that has a copy of its own.
 */
export function isFatalToolError(value: unknown): value is FatalToolError {
  return typeof value === "object" && value !== null && brand in value;
}
