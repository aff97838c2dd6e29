/** A mistake that the user can correct. Printed as it is, without a stack; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
