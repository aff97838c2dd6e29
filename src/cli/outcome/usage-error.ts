/** Something that the person at the keyboard can put right. Printed as it is, without a stack; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
